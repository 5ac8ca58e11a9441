import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { getRunDiff } from '#server/clusters/get-run-diff.ts';
import { findRejectedRows } from '#server/imports/find-rejected-rows.ts';
import { REPEATED_SENTENCE } from '#server/imports/import-progress.ts';
import { warningSentence } from '#server/imports/map-record.ts';
import { cancelRun } from '#server/runs/cancel-run.ts';
import { getRun } from '#server/runs/get-run.ts';
import { retryRun } from '#server/runs/retry-run.ts';
import { formatDuration } from '../../format.ts';
import { parseForm } from '../../parse-form.ts';
import { answerProblem, load, readId } from '../../problem.ts';
import { ClusteringOutcome, Manifest } from '../../runs/clustering-outcome.tsx';
import { ImportOutcome, RejectedRows } from '../../runs/import-outcome.tsx';
import { PushOutcome } from '../../runs/push-outcome.tsx';
import { isOpenStatus, PLACING_DOES, RUN_KINDS, RUN_STATUSES, tookMs } from '../../runs/run-looks.ts';
import { RunProgress } from '../../runs/run-progress.tsx';
import { ClusteringResult, ImportResult, PushResult } from '../../runs/run-result.ts';
import { useLive } from '../../runs/use-live.ts';
import { useSending } from '../../settings/use-sending.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, PageTitle, Section } from '../../ui/panes.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Ago, useNowAt } from '../../ui/time.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.run.title ?? 'Run'} · Refrain` }];
const REJECTED_SHOWN = 25;
/** Posts of which it is told without being asked for which of them moved. */
const MOVES_LISTED = 20_000;
const RunForm = z.object({ intent: z.enum(['cancel', 'retry'], 'Choose what to do with the run.') });

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = requirePermission(context, request, 'runs.read');
  const runId = readId(params.runId);
  const { searchParams } = new URL(request.url);
  const run = await load(getRun(context, { runId }));
  // While it works, an import's counts stand in its checkpoint.
  const imported = run.kind === 'import' ? ImportResult.safeParse(run.result ?? run.checkpoint).data : undefined;
  const found = run.kind === 'cluster' && run.result ? ClusteringResult.safeParse(run.result).data : undefined;
  const rejected =
    imported && imported.rejectedCount > 0 ? await findRejectedRows(context, { runId, limit: REJECTED_SHOWN }) : [];
  const withMoves = (found?.postCount ?? 0) <= MOVES_LISTED || searchParams.get('moves') === 'all';
  const diff = found?.hasDiff ? await load(getRunDiff(context, { runId, withMoves })) : null;
  return {
    run: {
      ...{ id: run.id, kind: run.kind, status: run.status, title: run.title, stage: run.stage },
      ...{ doneCount: run.doneCount, totalCount: run.totalCount, notBeforeAt: run.notBeforeAt },
      ...{ createdAt: run.createdAt, startedAt: run.startedAt, finishedAt: run.finishedAt },
      ...{ attemptCount: run.attemptCount, failureMessage: run.failureMessage },
      isPlacing: run.input.mode === 'placing',
    },
    imported,
    warnings: [
      ...(imported?.repeatedCount ? [{ sentence: REPEATED_SENTENCE, count: imported.repeatedCount }] : []),
      ...Object.entries(imported?.warnings ?? {}).map(([name, count]) => ({ sentence: warningSentence(name), count })),
    ],
    rejected,
    found,
    diff,
    pushed: run.kind === 'push' && run.result ? PushResult.safeParse(run.result).data : undefined,
    canWrite: isAllowed(actor.role, 'runs.write'),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  requirePermission(context, request, 'runs.write');
  const runId = readId(params.runId);
  try {
    const { intent } = parseForm(RunForm, await request.formData());
    await (intent === 'cancel' ? cancelRun(context, { runId }) : retryRun(context, { runId }));
    return redirect(`/runs/${runId}`);
  } catch (error) {
    return answerProblem(error);
  }
}

export default function RunPage() {
  const { run, imported, warnings, rejected, found, diff, pushed, canWrite } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const nowAt = useNowAt();
  const isOpen = isOpenStatus(run.status);
  useLive(isOpen);
  const took = tookMs(run, nowAt);
  const look = RUN_STATUSES[run.status];
  return (
    <Page width="narrow">
      <p className="mb-3 text-xs text-muted">
        <Link to="/runs" className="hover:text-ink hover:underline">
          Runs
        </Link>
        <span className="mx-1.5 text-faint">/</span>
        <span className="tnum">Run {run.id}</span>
      </p>
      <PageTitle
        intro={run.isPlacing ? PLACING_DOES : RUN_KINDS[run.kind].does}
        actions={canWrite ? <Acts isOpen={isOpen} canRetry={['failed', 'cancelled'].includes(run.status)} /> : null}
      >
        {run.title}
      </PageTitle>
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={problem} />
      </div>
      <p className="mb-4 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted" role="status">
        <Badge tone={look.tone} icon={look.icon}>
          {look.label}
        </Badge>
        <span>
          started <Ago at={run.startedAt ?? run.createdAt} />
        </span>
        {took !== null && !isOpen ? <span>· took {formatDuration(took)}</span> : null}
        {found?.vectorsBy ? <span>· vectors by {found.vectorsBy}</span> : null}
        {run.attemptCount > 1 ? <span>· {run.attemptCount} attempts</span> : null}
      </p>
      {isOpen ? <RunProgress run={run} nowAt={nowAt} /> : null}
      {run.status === 'failed' ? (
        <Notice tone="danger" className="mb-4">
          <p className="font-medium">{run.failureMessage ?? 'It failed, and the reason is in the server log.'}</p>
          <p>What was stored until then stays. “Retry” goes on from there.</p>
        </Notice>
      ) : null}
      {run.status === 'cancelled' ? (
        <Notice className="mb-4">Cancelled. What was stored until then stays; “Retry” goes on from there.</Notice>
      ) : null}
      {imported && (imported.readCount > 0 || !isOpen) ? (
        <Section title={isOpen ? 'So far' : 'What came of it'}>
          <ImportOutcome result={imported} warnings={warnings} />
        </Section>
      ) : null}
      {rejected.length > 0 && imported ? (
        <Section title="Rejected rows">
          <RejectedRows runId={run.id} rows={rejected} totalCount={imported.rejectedCount} />
        </Section>
      ) : null}
      {found ? (
        <>
          <Section title="What came of it">
            <ClusteringOutcome result={found} diff={diff} />
          </Section>
          <div className="mt-8">
            <Manifest result={found} />
          </div>
        </>
      ) : null}
      {pushed ? (
        <Section title="What came of it">
          <PushOutcome result={pushed} />
        </Section>
      ) : null}
    </Page>
  );
}

function Acts({ isOpen, canRetry }: { isOpen: boolean; canRetry: boolean }) {
  const isSending = useSending();
  if (!isOpen && !canRetry) return null;
  const intent = isOpen ? 'cancel' : 'retry';
  return (
    <Form method="post">
      <Button name="intent" value={intent} disabled={isSending(intent)} variant={isOpen ? 'secondary' : 'primary'}>
        <Icon name={isOpen ? 'stop' : 'runs'} size={14} />
        {isOpen ? 'Cancel' : 'Retry'}
      </Button>
    </Form>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
