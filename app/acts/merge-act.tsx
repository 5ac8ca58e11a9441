import { useEffect, useState } from 'react';
import type { MergePreview } from '#server/clusters/preview-merge.ts';
import type { Chosen } from '../clusters/use-choice.ts';
import { countOf } from '../format.ts';
import { ActDialog } from './act-dialog.tsx';
import { type ActProps, toTargets } from './act-props.ts';
import { Choices } from './choices.tsx';
import { ClusterPicker } from './cluster-picker.tsx';
import { useAct } from './use-act.ts';

/** Which of the chosen clusters takes the others in, and what that comes to, before it is done. */
export function MergeAct({ clusters: given, onClose, onDone }: ActProps) {
  const act = useAct({ onDone });
  const [added, setAdded] = useState<readonly Chosen[]>([]);
  const clusters = [...given, ...added];
  const [intoId, setInto] = useState(String(given[0]?.id ?? ''));
  const preview = usePreview(
    clusters.map(({ id }) => id),
    Number(intoId),
  );
  const survivor = clusters.find(({ id }) => String(id) === intoId);

  function send(isAgain = false) {
    if (!survivor) return;
    const others = clusters.filter(({ id }) => id !== survivor.id);
    act.send({
      kind: 'merge',
      intoClusterId: survivor.id,
      ...(isAgain ? {} : { expectedVersion: survivor.version }),
      targets: toTargets(others, isAgain),
    });
  }
  return (
    <ActDialog
      title={clusters.length < 2 ? `Merge “${given[0]?.title}” with…` : `Merge ${clusters.length} clusters`}
      button="Merge"
      {...act}
      isReady={clusters.length > 1 && survivor !== undefined}
      onSubmit={() => send()}
      onAgain={() => send(true)}
      onClose={onClose}
    >
      {clusters.length < 2 ? null : (
        <>
          <p className="mb-1 text-xs text-muted">Which one keeps its name, address and owner?</p>
          <Choices
            label="Survivor"
            name="into"
            value={intoId}
            onChange={setInto}
            choices={clusters.map(({ id, title }) => ({ value: String(id), label: title }))}
          />
        </>
      )}
      <ClusterPicker
        label={clusters.length < 2 ? 'Find the other cluster' : 'Add another cluster'}
        exceptIds={clusters.map(({ id }) => id)}
        isFirst={clusters.length < 2}
        onPick={(cluster) => setAdded((before) => [...before, cluster])}
      />
      <div className="mt-3 min-h-24 rounded-lg border border-line bg-sunken px-3 py-2.5" aria-live="polite">
        {preview ? <Preview preview={preview} /> : <p className="text-muted">What comes of it is shown here.</p>}
      </div>
    </ActDialog>
  );
}

const TERMS_SHOWN = 8;

function Preview({ preview }: { preview: MergePreview }) {
  return (
    <>
      <p className="tnum">
        Together <strong className="font-semibold">{countOf(preview.voiceCount, 'voice')}</strong> in{' '}
        {countOf(preview.postCount, 'post')}.
      </p>
      <Terms
        label="Terms in common"
        terms={preview.sharedTerms.slice(0, TERMS_SHOWN)}
        none="They have no strong term in common."
      />
      <Terms
        label="Terms that it does not go by"
        terms={preview.lostTerms.slice(0, TERMS_SHOWN).map(({ term }) => term)}
        none={null}
      />
    </>
  );
}

function Terms({ label, terms, none }: { label: string; terms: readonly string[]; none: string | null }) {
  if (terms.length === 0) return none ? <p className="mt-1.5 text-xs text-muted">{none}</p> : null;
  return (
    <p className="mt-1.5 text-xs text-muted">
      {label}:{' '}
      {terms.map((term, i) => (
        <span key={term}>
          {i > 0 ? ', ' : ''}
          <span className="text-ink">{term}</span>
        </span>
      ))}
    </p>
  );
}

function usePreview(ids: readonly number[], intoId: number): MergePreview | null {
  const [preview, setPreview] = useState<MergePreview | null>(null);
  const key = ids.join(',');
  useEffect(() => {
    if (!key.includes(',')) {
      setPreview(null);
      return;
    }
    const abort = new AbortController();
    fetch(`/clusters/preview-merge?with=${key}&into=${intoId}`, { signal: abort.signal })
      .then((response) => (response.ok ? response.json() : null))
      .then((found: MergePreview | null) => setPreview(found))
      // Overtaken, or out of reach: the merge itself still says what is wrong.
      .catch(() => undefined);
    return () => abort.abort();
  }, [key, intoId]);
  return preview;
}
