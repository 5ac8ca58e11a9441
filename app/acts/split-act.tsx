import { useEffect, useState } from 'react';
import type { SplitPart, SplitPreview } from '#server/clusters/preview-split.ts';
import type { Chosen } from '../clusters/use-choice.ts';
import { countOf } from '../format.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { ActDialog } from './act-dialog.tsx';
import { useAct } from './use-act.ts';

/** What the dialog shows of a proposed part. */
type Group = Pick<SplitPart, 'title' | 'terms' | 'postIds' | 'voiceCount'>;
const TERMS_SHOWN = 5;

/** Chosen posts become a cluster of their own; without chosen posts, the engine proposes how to divide all of them. */
export function SplitAct({
  cluster,
  postIds,
  onClose,
  onDone,
}: {
  cluster: Chosen;
  postIds: readonly number[];
  onClose: () => void;
  onDone: () => void;
}) {
  return postIds.length > 0 ? (
    <SplitByHand cluster={cluster} postIds={postIds} onClose={onClose} onDone={onDone} />
  ) : (
    <SplitAsProposed cluster={cluster} onClose={onClose} onDone={onDone} />
  );
}

type Props = { readonly cluster: Chosen; readonly onClose: () => void; readonly onDone: () => void };

function SplitByHand({ cluster, postIds, onClose, onDone }: Props & { readonly postIds: readonly number[] }) {
  const act = useAct({ onDone });
  const [name, setName] = useState('');
  const send = (isAgain = false) =>
    act.send({
      kind: 'split',
      clusterId: cluster.id,
      ...(isAgain ? {} : { expectedVersion: cluster.version }),
      groups: [{ postIds: [...postIds], name }],
    });
  return (
    <ActDialog
      title={`Split ${countOf(postIds.length, 'post')} off`}
      button="Split"
      {...act}
      onSubmit={() => send()}
      onAgain={() => send(true)}
      onClose={onClose}
    >
      <TextField
        label="Name of the new cluster (optional)"
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={200}
        autoFocus
        hint="Left empty, it is called by what its posts say. No later run joins the two again."
      />
    </ActDialog>
  );
}

function SplitAsProposed({ cluster, onClose, onDone }: Props) {
  const act = useAct({ onDone });
  const [partCount, setPartCount] = useState(2);
  const [off, setOff] = useState<ReadonlySet<number>>(new Set());
  const proposal = useProposal(cluster.id, partCount);
  // The largest stays what the cluster is; the others may become clusters of their own.
  const [, ...others] = proposal.groups;
  const chosen = others.filter((_, i) => !off.has(i));
  const send = (isAgain = false) =>
    act.send({
      kind: 'split',
      clusterId: cluster.id,
      ...(isAgain ? {} : { expectedVersion: cluster.version }),
      groups: chosen.map(({ postIds, title }) => ({ postIds: [...postIds], name: title })),
    });
  return (
    <ActDialog
      title={`Split “${cluster.title}”`}
      button={chosen.length > 0 ? `Split off ${countOf(chosen.length, 'cluster')}` : 'Split'}
      {...act}
      isReady={chosen.length > 0}
      onSubmit={() => send()}
      onAgain={() => send(true)}
      onClose={onClose}
    >
      <div className="mb-2 flex flex-wrap items-center gap-1.5">
        <span className="text-xs text-muted">Into</span>
        {[2, 3, 4].map((count) => (
          <Button
            key={count}
            type="button"
            size="sm"
            variant={count === partCount ? 'secondary' : 'ghost'}
            aria-pressed={count === partCount}
            onClick={() => setPartCount(count)}
          >
            {count} parts
          </Button>
        ))}
      </div>
      <div className="min-h-40" aria-live="polite" aria-busy={proposal.isLoading}>
        {proposal.message ? <p className="text-muted">{proposal.message}</p> : null}
        <ul className="space-y-1.5">
          {proposal.groups.map((group, i) => (
            <li key={group.postIds[0]} className="rounded-lg border border-line px-3 py-2">
              <label className="flex items-start gap-2.5">
                <input
                  type="checkbox"
                  className="mt-0.5 size-4 accent-accent-fill"
                  disabled={i === 0}
                  checked={i === 0 || !off.has(i - 1)}
                  onChange={() => setOff((before) => toggled(before, i - 1))}
                />
                <span className="min-w-0">
                  <span className="font-medium">{i === 0 ? `Stays: ${group.title}` : group.title}</span>
                  <span className="tnum block text-xs text-muted">
                    {countOf(group.voiceCount, 'voice')} in {countOf(group.postIds.length, 'post')} ·{' '}
                    {group.terms
                      .slice(0, TERMS_SHOWN)
                      .map(({ term }) => term)
                      .join(', ')}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </div>
      <p className="mt-2 text-xs text-muted">
        To split by hand, close this, choose posts of the cluster with <kbd>x</kbd> and press <kbd>s</kbd> again.
      </p>
    </ActDialog>
  );
}

function toggled(before: ReadonlySet<number>, value: number): ReadonlySet<number> {
  const after = new Set(before);
  if (!after.delete(value)) after.add(value);
  return after;
}

function useProposal(clusterId: number, partCount: number) {
  const [state, setState] = useState<{ groups: readonly Group[]; message: string | null; isLoading: boolean }>({
    groups: [],
    message: 'Looking for what divides it…',
    isLoading: true,
  });
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...before, isLoading: true }));
    fetch(`/clusters/propose-split?cluster=${clusterId}&parts=${partCount}`, { signal: abort.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(await response.text());
        const { rest, parts } = (await response.json()) as SplitPreview;
        return { groups: [...(rest ? [rest] : []), ...parts] };
      })
      .then(({ groups }) =>
        setState({
          groups,
          message: groups.length < 2 ? 'It is of one piece: nothing divides it.' : null,
          isLoading: false,
        }),
      )
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        const message = error instanceof Error ? error.message : String(error);
        setState({ groups: [], message: `No proposal: ${message}`, isLoading: false });
      });
    return () => abort.abort();
  }, [clusterId, partCount]);
  return state;
}
