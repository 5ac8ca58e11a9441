import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { readClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import { selectClusters } from '#server/clusters/select-clusters.ts';
import { startClustering } from '#server/clusters/start-clustering.ts';
import { countLoopDebt } from '#server/loop/count-loop-debt.ts';
import { getOverview } from '#server/overview/get-overview.ts';
import { findRuns } from '#server/runs/find-runs.ts';
import { loadSample } from '#server/sample/load-sample.ts';
import { getWorkspace } from '#server/workspace/get-workspace.ts';
import { ClusterRow } from '../clusters/cluster-row.tsx';
import { toClusterRow } from '../clusters/to-cluster-row.ts';
import { countOf } from '../format.ts';
import { FirstRun } from '../overview/first-run.tsx';
import { Growing, toGrowingRow } from '../overview/growing.tsx';
import { KeyFigures } from '../overview/key-figures.tsx';
import { KindBars } from '../overview/kind-bars.tsx';
import { parseForm } from '../parse-form.ts';
import { answerProblem } from '../problem.ts';
import { isOpenStatus } from '../runs/run-looks.ts';
import { RunRow } from '../runs/run-row.tsx';
import { useLive } from '../runs/use-live.ts';
import { useSending } from '../settings/use-sending.ts';
import { WholePageError } from '../shell/page-error.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page, PageTitle, Section } from '../ui/panes.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Overview · Refrain' }];
const CLUSTERS_SHOWN = 6;
const RUNS_SHOWN = 4;
const OverviewForm = z.object({ intent: z.enum(['sample', 'cluster'], 'Choose what to start.') });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { role } = requirePermission(context, request, 'overview.read');
  const canReadClusters = isAllowed(role, 'clusters.read');
  const [overview, workspace, clusters, runs, openRuns] = await Promise.all([
    getOverview(context),
    getWorkspace(context),
    canReadClusters ? readClusterFacts(context) : [],
    isAllowed(role, 'runs.read') ? findRuns(context, { limit: RUNS_SHOWN }) : [],
    findRuns(context, { status: 'running', limit: 1 }),
  ]);
  const loopDebt = isAllowed(role, 'pushes.read') ? await countLoopDebt(context) : 0;
  const { growing, ...numbers } = overview;
  const onlooker = { now: Date.now(), userId: null };
  const most = selectClusters(clusters, { selection: { view: 'open' }, sort: 'rank', onlooker }).slice(
    0,
    CLUSTERS_SHOWN,
  );
  return {
    overview: numbers,
    // Cluster titles are for those who may read clusters; numbers are for everybody.
    growing: canReadClusters ? growing.map(toGrowingRow) : [],
    clusters: most.map(({ facts }) =>
      toClusterRow(facts, { latestAt: numbers.latestPostedAt?.getTime() ?? 0, people: [] }),
    ),
    runs: runs.map((run) => ({
      ...{ id: run.id, kind: run.kind, status: run.status, title: run.title, stage: run.stage },
      ...{ doneCount: run.doneCount, totalCount: run.totalCount, failureMessage: run.failureMessage },
      ...{ createdAt: run.createdAt, startedAt: run.startedAt, finishedAt: run.finishedAt },
    })),
    loopDebt,
    isWorking: openRuns.length > 0 || runs.some(({ status }) => isOpenStatus(status)),
    workspaceName: workspace.name,
    can: {
      import: isAllowed(role, 'imports.write'),
      cluster: isAllowed(role, 'runs.write'),
      readClusters: canReadClusters,
      readStories: isAllowed(role, 'stories.read'),
      readReports: isAllowed(role, 'reports.read'),
    },
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'imports.write');
  try {
    const { intent } = parseForm(OverviewForm, await request.formData());
    const run = intent === 'sample' ? await loadSample(context, { actor }) : await startClustering(context, { actor });
    return redirect(`/runs/${run.id}`);
  } catch (error) {
    return answerProblem(error);
  }
}

export default function OverviewPage() {
  const { overview, growing, clusters, runs, loopDebt, isWorking, workspaceName, can } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const isSending = useSending();
  useLive(isWorking);
  if (overview.postCount === 0) {
    return (
      <Page width="narrow">
        <FirstRun canImport={can.import} problem={problem} runs={runs} />
      </Page>
    );
  }
  const hasClusters = overview.clusterCount > 0;
  return (
    <Page>
      <PageTitle
        intro={hasClusters ? 'What your community keeps saying.' : 'Posts are in. Clusters come next.'}
        actions={
          can.cluster ? (
            <>
              <ButtonLink to="/imports">
                <Icon name="imports" size={14} />
                Import
              </ButtonLink>
              <Form method="post" action="/?index">
                <Button
                  name="intent"
                  value="cluster"
                  variant={hasClusters ? 'secondary' : 'primary'}
                  disabled={isSending('cluster')}
                >
                  <Icon name="clusters" size={14} />
                  Find clusters
                </Button>
              </Form>
            </>
          ) : null
        }
      >
        {workspaceName}
      </PageTitle>
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={problem} />
      </div>
      {isWorking ? (
        <Notice className="mb-4">
          Refrain is working: numbers on this page follow.{' '}
          {can.cluster ? (
            <Link to="/runs" className="font-medium underline underline-offset-2">
              See the runs
            </Link>
          ) : null}
        </Notice>
      ) : null}
      {loopDebt > 0 ? (
        <Notice className="mb-4">
          Loop debt: {countOf(loopDebt, 'person', 'people')} spoke of an issue that has come to an end, and have not
          been told.{' '}
          <Link to="/loop" className="font-medium underline underline-offset-2">
            Tell them
          </Link>
        </Notice>
      ) : null}
      <KeyFigures overview={overview} canReadReports={can.readReports} canReadPosts={can.readClusters} />
      <div className="lg:grid lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:gap-8">
        <div>
          {clusters.length > 0 ? (
            <Section
              title="Most heard lately"
              aside={
                <Link to="/clusters?view=open" className="text-accent hover:underline">
                  {overview.clusterCount === 1 ? 'The one cluster' : `All ${overview.clusterCount} clusters`}
                </Link>
              }
            >
              <ul className="overflow-hidden rounded-lg border border-line [&>li:last-child>a]:border-b-0">
                {clusters.map((cluster) => (
                  <li key={cluster.id}>
                    <ClusterRow cluster={cluster} to={`/clusters/${cluster.id}`} />
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
        </div>
        <div>
          {can.readClusters && hasClusters ? (
            <Section title="Growing">
              <Growing clusters={growing} />
            </Section>
          ) : null}
          {hasClusters ? (
            <Section title="Kinds">
              <KindBars kinds={overview.kinds} isLinked={can.readClusters} />
            </Section>
          ) : null}
          {can.readStories ? (
            <Section title="Stories">
              <p className="text-muted">Ways members use the product that nobody planned, with words you can quote.</p>
              <Link to="/stories" className="mt-1 inline-block font-medium text-accent hover:underline">
                Read the stories
              </Link>
            </Section>
          ) : null}
        </div>
      </div>
      {runs.length > 0 ? (
        <Section
          title="Latest runs"
          aside={
            <Link to="/runs" className="text-accent hover:underline">
              All runs
            </Link>
          }
        >
          <ul aria-label="Latest runs" className="divide-y divide-line rounded-lg border border-line">
            {runs.map((run) => (
              <li key={run.id}>
                <RunRow run={run} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </Page>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
