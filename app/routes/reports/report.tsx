import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { findPushes } from '#server/pushes/find-pushes.ts';
import { findShares } from '#server/reports/find-shares.ts';
import { getReport } from '#server/reports/get-report.ts';
import { proposeDisagreement } from '#server/reports/propose-disagreement.ts';
import { proposeQuotes } from '#server/reports/propose-quotes.ts';
import { readReport } from '#server/reports/read-report.ts';
import { countOf } from '../../format.ts';
import { readPostAfter, toPage, writePostAfter } from '../../page-position.ts';
import { load, readId } from '../../problem.ts';
import { PushLine } from '../../pushes/push-line.tsx';
import { isOnItsWay } from '../../pushes/push-looks.ts';
import { readAgainWhenRefused } from '../../read-again-when-refused.ts';
import { LayoutView } from '../../reading/layout-view.tsx';
import { SinceNote } from '../../reading/since-note.tsx';
import { changeReport } from '../../reports/change-report.ts';
import { ProposedQuotes } from '../../reports/proposed-quotes.tsx';
import { DraftTools, PublishReport } from '../../reports/publish-report.tsx';
import { QuoteFromPosts } from '../../reports/quote-from-posts.tsx';
import { ReportEditor } from '../../reports/report-editor.tsx';
import { ReportFacts } from '../../reports/report-facts.tsx';
import { ReportHead } from '../../reports/report-head.tsx';
import { ReportQuotes } from '../../reports/report-quotes.tsx';
import { useLive } from '../../runs/use-live.ts';
import { PageError } from '../../shell/page-error.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Section } from '../../ui/panes.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.report.title ?? 'Report'} · Refrain` },
];
const POSTS_SHOWN = 10;
const PROPOSALS = 5;

export const shouldRevalidate = readAgainWhenRefused;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = requirePermission(context, request, 'reports.read');
  const { role } = actor;
  const reportId = readId(params.reportId);
  const report = await load(getReport(context, { reportId }));
  const canWrite = isAllowed(role, 'reports.write');
  const { searchParams } = new URL(request.url);
  const clusterId = report.clusters.find(({ id }) => id === Number(searchParams.get('cluster')))?.id;
  const from = clusterId ?? report.clusters[0]?.id;
  const after = readPostAfter(searchParams, 'posts');
  const [pushes, reading, shares, proposals, disagreement, rows] = await Promise.all([
    findPushes(context, { reportId }),
    canWrite ? null : readReport(context, { reportId, actor }),
    canWrite ? findShares(context, { reportId }) : [],
    canWrite ? proposeQuotes(context, { reportId, count: PROPOSALS }) : [],
    canWrite ? proposeDisagreement(context, { reportId }) : [],
    canWrite && from ? findPosts(context, { clusterId: from, after, limit: POSTS_SHOWN + 1 }) : [],
  ]);
  const { items, next } = toPage(rows, POSTS_SHOWN, writePostAfter);
  return {
    report,
    pushes: pushes.map(({ body: _, ...push }) => push),
    reading,
    shares,
    proposals,
    disagreement,
    posts: items,
    postsOf: from ?? null,
    next,
    isFirstPage: !after,
    canWrite,
    canPush: isAllowed(role, 'pushes.write'),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'reports.write');
  return changeReport(context, { reportId: readId(params.reportId), request, actor });
}

export default function Report() {
  const {
    report,
    reading,
    shares,
    pushes,
    proposals,
    disagreement,
    posts,
    postsOf,
    next,
    isFirstPage,
    canWrite,
    canPush,
  } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  useLive(pushes.some(isOnItsWay));
  const isPushed = pushes.some(({ status }) => status === 'created');
  return (
    <div key={report.id} className="scroll-pane h-full px-4 pt-4 pb-16 md:px-8">
      <div className="mx-auto max-w-3xl">
        <ReportHead report={report} canWrite={canWrite} canPush={canPush} isPushed={isPushed} />
        {pushes.length > 0 ? (
          <ul aria-label="Pushes" className="mt-4 divide-y divide-line rounded-lg border border-line">
            {pushes.map((push) => (
              <li key={push.id}>
                <PushLine push={push} canRetry={canPush} />
              </li>
            ))}
          </ul>
        ) : null}
        {reading ? (
          <div className="mt-6">
            {reading.since ? <SinceNote since={reading.since} /> : null}
            <LayoutView layout={reading.layout} isGuarded={reading.audience === 'marketing'} />
            <p className="mt-4">
              <ButtonLink to={`/reports/${report.id}/read`}>Read it alone, print or export it</ButtonLink>
            </p>
          </div>
        ) : null}
        {canWrite ? (
          <>
            <DraftTools reportId={report.id} />
            <ReportEditor report={report} result={result} />
            <ReportFacts report={report} />
            <Section title="Quotes" aside={countOf(report.quotes.length, 'quote')}>
              <ReportQuotes quotes={report.quotes} asksForUse={report.audience === 'marketing'} />
            </Section>
            <Section title="Proposed quotes" aside="From different people, sources and times">
              <ProposedQuotes proposals={proposals} stance="supports" />
            </Section>
            {disagreement.length > 0 ? (
              <Section title="Who sees it differently" aside="Found by words, in these conversations">
                <ProposedQuotes proposals={disagreement} stance="disagrees" />
              </Section>
            ) : null}
            <Section title="Quote from a post" aside="Select words in a post to quote exactly those">
              <QuoteFromPosts posts={posts} clusters={report.clusters} clusterId={postsOf} />
              <Pager next={next} isFirst={isFirstPage} label="Pages of posts to quote from" param="posts" />
            </Section>
            <PublishReport report={report} shares={shares} />
          </>
        ) : null}
      </div>
    </div>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
