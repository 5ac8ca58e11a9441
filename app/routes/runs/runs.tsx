import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useLocation } from '@remix-run/react';
import type { RunKind } from '#db/schema.ts';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { startClustering } from '#server/clusters/start-clustering.ts';
import { findRuns } from '#server/runs/find-runs.ts';
import { toPage } from '../../page-position.ts';
import { answerProblem } from '../../problem.ts';
import { isOpenStatus, RUN_KINDS } from '../../runs/run-looks.ts';
import { ClusteringResult } from '../../runs/run-result.ts';
import { RunRow } from '../../runs/run-row.tsx';
import { useLive } from '../../runs/use-live.ts';
import { useSending } from '../../settings/use-sending.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pager, withParam } from '../../ui/pager.tsx';
import { Page, PageTitle } from '../../ui/panes.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';

export const meta: MetaFunction = () => [{ title: 'Runs · Refrain' }];
const PAGE_SIZE = 50;
const KINDS = Object.keys(RUN_KINDS) as readonly RunKind[];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = requirePermission(context, request, 'runs.read');
  const { searchParams } = new URL(request.url);
  const kind = KINDS.find((name) => name === searchParams.get('kind'));
  const before = Number(searchParams.get('after')) || undefined;
  const rows = await findRuns(context, {
    ...(kind ? { kind } : {}),
    ...(before ? { before } : {}),
    limit: PAGE_SIZE + 1,
  });
  const { items, next } = toPage(rows, PAGE_SIZE, (run) => String(run.id));
  return {
    runs: items.map(({ id, kind: kindOfRun, status, title, stage, doneCount, totalCount, ...run }) => ({
      ...{ id, kind: kindOfRun, status, title, stage, doneCount, totalCount },
      failureMessage: run.failureMessage,
      vectorsBy: kindOfRun === 'cluster' ? (ClusteringResult.safeParse(run.result).data?.vectorsBy ?? null) : null,
      createdAt: run.createdAt,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
    })),
    kind: kind ?? null,
    next,
    isFirstPage: before === undefined,
    canStart: isAllowed(actor.role, 'runs.write'),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'runs.write');
  try {
    const run = await startClustering(context, { actor });
    return redirect(`/runs/${run.id}`);
  } catch (error) {
    return answerProblem(error);
  }
}

export default function Runs() {
  const { runs, kind, next, isFirstPage, canStart } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const { search } = useLocation();
  const isSending = useSending();
  useLive(runs.some(({ status }) => isOpenStatus(status)));
  return (
    <Page>
      <PageTitle
        intro="All long work: what it does, how far it is, and what came of it."
        actions={
          canStart ? (
            <Form method="post">
              <input type="hidden" name="intent" value="cluster" />
              <Button variant="primary" disabled={isSending('cluster')}>
                <Icon name="clusters" size={14} />
                Find clusters
              </Button>
            </Form>
          ) : null
        }
      >
        Runs
      </PageTitle>
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={problem} />
      </div>
      <div className="mb-3">
        <TabLinks
          label="Kind of run"
          tabs={[null, ...KINDS].map((name) => ({
            to: withParam(withParam(search, 'after', null), 'kind', name),
            label: name ? RUN_KINDS[name].label : 'All',
            isCurrent: kind === name,
          }))}
        />
      </div>
      {runs.length === 0 ? (
        <EmptyState
          icon="runs"
          title={kind ? 'No such run yet' : 'Nothing has run yet'}
          action={canStart ? <ButtonLink to="/imports">Import posts</ButtonLink> : null}
        >
          Imports, clustering and pushes show up here as soon as one is started.
        </EmptyState>
      ) : (
        <ul aria-label="Runs" className="divide-y divide-line rounded-lg border border-line">
          {runs.map((run) => (
            <li key={run.id}>
              <RunRow run={run} />
            </li>
          ))}
        </ul>
      )}
      <Pager next={next} isFirst={isFirstPage} label="Pages of runs" />
      <p className="mt-4 text-xs text-muted">
        A worker that dies is noticed within a minute; its run goes on from where it was.
      </p>
    </Page>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
