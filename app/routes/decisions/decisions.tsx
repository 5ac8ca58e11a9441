import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { findClustersByIds } from '#server/clusters/find-clusters-by-ids.ts';
import { describeDecision } from '#server/decisions/describe-decision.ts';
import { findDecisions } from '#server/decisions/find-decisions.ts';
import { DecisionRow, type HistoryRow } from '../../decisions/decision-row.tsx';
import { reverse } from '../../decisions/reverse.ts';
import { useLiveChanges } from '../../decisions/use-live-changes.ts';
import { toPage } from '../../page-position.ts';
import { answerProblem } from '../../problem.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Page, PageTitle } from '../../ui/panes.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'History · Refrain' }];
const PAGE_SIZE = 50;
const NAMED = 3;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { role } = requirePermission(context, request, 'clusters.read');
  const { searchParams } = new URL(request.url);
  const before = positive(searchParams.get('after'));
  const clusterId = positive(searchParams.get('cluster'));
  const rows = await findDecisions(context, { clusterId, before, limit: PAGE_SIZE + 1 });
  const { items, next } = toPage(rows, PAGE_SIZE, ({ id }) => String(id));
  const shownIds = items.flatMap(({ clusterIds }) => clusterIds.slice(0, NAMED));
  const named = await findClustersByIds(context, { clusterIds: clusterId ? [clusterId, ...shownIds] : shownIds });
  const titles = new Map(named.map(({ id, title }) => [id, title]));
  return {
    rows: items.map((decision): HistoryRow => {
      const about = decision.clusterIds.filter((id) => titles.has(id)).slice(0, NAMED);
      return {
        id: decision.id,
        actorName: decision.actorName,
        summary: describeDecision(decision, clusterId ? { clusterId } : {}),
        createdAt: decision.createdAt,
        isUndone: decision.isUndone,
        canReverse: decision.undoesId === null && decision.redoesId === null,
        about: about.map((id) => ({ id, title: titles.get(id) ?? '' })),
        moreCount: Math.max(0, decision.clusterIds.length - NAMED),
      };
    }),
    cluster: clusterId ? { id: clusterId, title: titles.get(clusterId) ?? `Cluster ${clusterId}` } : null,
    next,
    isFirstPage: before === undefined,
    canCurate: isAllowed(role, 'clusters.curate'),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'clusters.curate');
  try {
    return await reverse(context, { actor, request });
  } catch (error) {
    return answerProblem(error);
  }
}

/** Everything that people decided, newest first, each with the way back. */
export default function Decisions() {
  const { rows, cluster, next, isFirstPage, canCurate } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const reversal = answer && 'reversal' in answer ? answer.reversal : undefined;
  useLiveChanges();
  return (
    <Page width="narrow">
      <PageTitle intro="Everything that people decided about clusters, newest first. All of it can be undone, whenever.">
        History
      </PageTitle>
      {cluster ? (
        <p className="mb-4 text-muted">
          Of{' '}
          <Link to={`/clusters/${cluster.id}`} className="text-accent hover:underline">
            {cluster.title}
          </Link>{' '}
          only.{' '}
          <Link to="/decisions" className="hover:text-ink hover:underline">
            Show all
          </Link>
        </p>
      ) : null}
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={answer && 'problem' in answer ? answer.problem : undefined} />
      </div>
      {rows.length === 0 ? (
        <EmptyState
          icon="clock"
          title="Nothing decided yet"
          action={<ButtonLink to="/clusters">Open the clusters</ButtonLink>}
        >
          Whatever you rename, merge, split, move or dismiss is kept here, with the way back.
        </EmptyState>
      ) : (
        <ol aria-label="Decisions" className="divide-y divide-line rounded-lg border border-line">
          {rows.map((row) => (
            <DecisionRow
              key={row.id}
              row={row}
              canCurate={canCurate}
              reversal={reversal?.decisionId === row.id ? reversal : undefined}
            />
          ))}
        </ol>
      )}
      <Pager next={next} isFirst={isFirstPage} label="Pages of the history" />
    </Page>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}

function positive(text: string | null): number | undefined {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}
