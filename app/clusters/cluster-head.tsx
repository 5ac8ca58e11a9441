import { Form, Link, useLocation, useNavigation } from '@remix-run/react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { SeverityRating } from '#pipelines/mentions/rate-severity.ts';
import type { ClusterDetail } from '#server/clusters/get-cluster.ts';
import { countOf, formatCount } from '../format.ts';
import type { Problem } from '../problem.ts';
import { ACT_NAMES } from '../shell/shortcut-list.ts';
import { useShortcuts } from '../shell/use-shortcuts.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, buttonLook } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { KindChip } from '../ui/kind.tsx';
import { withParam } from '../ui/pager.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { Ago, Day, useNowAt } from '../ui/time.tsx';
import { ActMenu } from './act-menu.tsx';
import { LEVEL_LOOKS } from './severity-looks.ts';

interface HeadProps {
  readonly cluster: ClusterDetail;
  readonly canCurate: boolean;
  /** The address asks for the title's form: how renaming works without scripts. */
  readonly isEditingByAddress: boolean;
  readonly listSearch: string;
  /** Why a form was refused, and the title that was typed into it. */
  readonly refused: { readonly problem: Problem; readonly typed?: string | undefined } | undefined;
  readonly ownerName: string | null;
  readonly severity: SeverityRating | null;
  /** The outside model whose vectors the clusters were found by, if any. */
  readonly vectorsBy: string | null;
  /** How many speak with staff, bots and copies counted, where that is asked for. */
  readonly everyoneCount: number | null;
}

/** Name, size and age of a cluster, and what can be decided about it. */
export function ClusterHead(props: HeadProps) {
  const { cluster, canCurate, isEditingByAddress, listSearch, refused, ownerName, severity, vectorsBy, everyoneCount } =
    props;
  const report = useRef<HTMLAnchorElement>(null);
  const nowAt = useNowAt();
  const title = useTitleEditor(cluster, isEditingByAddress, refused?.typed !== undefined);
  useShortcuts(
    canCurate
      ? {
          r: () => title.open(),
          p: () => report.current?.click(),
        }
      : {},
    { names: ACT_NAMES.cluster, subject: () => `“${cluster.title}”` },
  );

  return (
    <header>
      <div className="mb-2 flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <Link
          to={`/clusters${listSearch}`}
          className={buttonLook({ variant: 'ghost', size: 'sm', className: '-ml-2.5 lg:hidden' })}
        >
          <Icon name="chevronLeft" size={14} />
          Clusters
        </Link>
        <KindChip kind={cluster.kind} />
        {severity ? (
          <Link to="#severity" className="inline-flex">
            <Badge tone={LEVEL_LOOKS[severity.level].tone}>{LEVEL_LOOKS[severity.level].label}</Badge>
          </Link>
        ) : null}
        {cluster.state === 'dismissed' ? <State icon="dismiss">Dismissed</State> : null}
        {cluster.doneAt ? <State icon="check">Done</State> : null}
        {cluster.snoozedUntil && new Date(cluster.snoozedUntil).getTime() > nowAt ? (
          <State icon="clock">
            Snoozed until <Day at={cluster.snoozedUntil} />
          </State>
        ) : null}
        {ownerName ? <State icon="person">{ownerName}</State> : null}
        {canCurate ? (
          <div className="ml-auto flex flex-wrap items-center gap-1.5">
            <Link
              to={withParam(listSearch, 'edit', 'title')}
              preventScrollReset
              className={buttonLook({ variant: 'ghost', size: 'sm' })}
              onClick={(event) => {
                event.preventDefault();
                title.open();
              }}
            >
              <Icon name="edit" size={14} />
              Rename
            </Link>
            {cluster.state === 'dismissed' ? (
              <Form method="post">
                <input type="hidden" name="version" value={cluster.version} />
                <Button name="intent" value="restore" size="sm">
                  <Icon name="restore" size={14} />
                  Restore
                </Button>
              </Form>
            ) : (
              <Dismissal cluster={cluster} />
            )}
            <ActMenu cluster={cluster} />
            <Link
              ref={report}
              to={`/reports/new?cluster=${cluster.id}`}
              className={buttonLook({ variant: 'primary', size: 'sm' })}
            >
              <Icon name="reports" size={14} />
              Add to report
            </Link>
          </div>
        ) : null}
      </div>

      {title.isOpen ? (
        <TitleForm cluster={cluster} refused={refused} onClose={title.close} />
      ) : (
        <h1 className="text-xl font-semibold tracking-tight text-balance">{cluster.title}</h1>
      )}
      <div className="mt-2">
        <ProblemNotice problem={refused?.problem} />
      </div>
      {cluster.state === 'dismissed' ? (
        <p className="mt-1 text-muted">
          {cluster.dismissReason ? `Dismissed: ${cluster.dismissReason}. ` : 'Dismissed. '}
          {cluster.postsSinceDismissal
            ? `${countOf(cluster.postsSinceDismissal, 'post')} came since.`
            : 'No posts came since.'}
        </p>
      ) : null}
      <p className="tnum mt-1 flex flex-wrap gap-x-2 text-muted">
        <span>
          <strong className="font-semibold text-ink">{countOf(everyoneCount ?? cluster.voiceCount, 'voice')}</strong> in{' '}
          {countOf(cluster.postCount, 'post')}
          {everyoneCount === null ? '' : ', staff, bots and copies counted'}
        </span>
        {cluster.alsoCount > 0 ? (
          <span>
            ·{' '}
            <Link to="#also" className="underline decoration-line-strong underline-offset-2 hover:text-ink">
              mentioned in {formatCount(cluster.alsoCount)} more
            </Link>
          </span>
        ) : null}
        {cluster.firstSeenAt && cluster.lastSeenAt ? (
          <span>
            · first <Day at={cluster.firstSeenAt} />, last <Ago at={cluster.lastSeenAt} />
          </span>
        ) : null}
      </p>
      {cluster.theme ? (
        <p className="mt-0.5 text-xs text-muted">
          In the theme{' '}
          <Link to={`/clusters?view=all&theme=${cluster.theme.id}`} className="underline hover:text-ink">
            {cluster.theme.title}
          </Link>
        </p>
      ) : null}
      {vectorsBy ? (
        <p className="mt-0.5 text-xs text-muted">Found by vectors of an outside model, {vectorsBy}</p>
      ) : null}
      {cluster.isNamed && cluster.runTitle !== cluster.title ? (
        <p className="mt-0.5 text-xs text-faint">Found as “{cluster.runTitle}”</p>
      ) : null}
    </header>
  );
}

function State({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1 text-xs font-medium text-muted">
      <Icon name={icon} size={14} />
      {children}
    </span>
  );
}

function TitleForm({
  cluster,
  refused,
  onClose,
}: {
  cluster: ClusterDetail;
  refused: HeadProps['refused'];
  onClose: () => void;
}) {
  const isBusy = useNavigation().state !== 'idle';
  const { search } = useLocation();
  // What the person saw when they began to type; once told what came between, they decide over that.
  const [seenVersion] = useState(cluster.version);
  const isTold = refused?.typed !== undefined;
  return (
    <Form
      method="post"
      className="flex flex-wrap items-end gap-2"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <input type="hidden" name="version" value={isTold ? cluster.version : seenVersion} />
      <TextField
        label="Title"
        isLabelHidden
        name="name"
        defaultValue={refused?.typed ?? cluster.title}
        maxLength={200}
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        fieldClassName="min-w-60 flex-1"
        className="!text-lg font-semibold"
      />
      <Button name="intent" value="rename" variant="primary" disabled={isBusy}>
        {isTold ? 'Save all the same' : 'Save'}
      </Button>
      <Link
        to={withParam(search, 'edit', null)}
        preventScrollReset
        className={buttonLook({ variant: 'ghost' })}
        onClick={onClose}
      >
        Cancel
      </Link>
      <p className="w-full text-xs text-muted">Left empty, it gets back the title that the runs find.</p>
    </Form>
  );
}

function Dismissal({ cluster }: { cluster: ClusterDetail }) {
  return (
    <details className="pop" data-closes>
      <summary className={buttonLook({ variant: 'ghost', size: 'sm' })}>
        <Icon name="dismiss" size={14} />
        Dismiss
      </summary>
      <Form method="post" className="w-72 p-3 max-sm:left-0 sm:right-0">
        <input type="hidden" name="version" value={cluster.version} />
        <TextField
          label="Reason (optional)"
          name="reason"
          maxLength={500}
          placeholder="Off topic, known, not ours…"
          hint="It stays findable, keeps counting, and can be restored."
        />
        <div className="mt-3 flex justify-end">
          <Button name="intent" value="dismiss" variant="primary" size="sm">
            Dismiss cluster
          </Button>
        </div>
      </Form>
    </details>
  );
}

function useTitleEditor(cluster: ClusterDetail, isEditingByAddress: boolean, isRefused: boolean) {
  const [isOpen, setOpen] = useState(isEditingByAddress || isRefused);
  const { state, formData } = useNavigation();
  const isSaving = state !== 'idle' && formData?.get('intent') === 'rename';
  const wasSaving = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cluster is the reason to run
  useEffect(() => setOpen(isEditingByAddress), [cluster.id, isEditingByAddress]);
  // What others change meanwhile does not close what somebody is typing; only its own saving does.
  useEffect(() => {
    if (wasSaving.current && !isSaving) setOpen(isRefused);
    wasSaving.current = isSaving;
  }, [isSaving, isRefused]);
  return { isOpen, open: () => setOpen(true), close: () => setOpen(false) };
}
