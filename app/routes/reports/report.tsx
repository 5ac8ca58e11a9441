import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { findPushes } from '#server/pushes/find-pushes.ts';
import { getReport } from '#server/reports/get-report.ts';
import { proposeQuotes } from '#server/reports/propose-quotes.ts';
import { countOf } from '../../format.ts';
import { readPostAfter, toPage, writePostAfter } from '../../page-position.ts';
import { load, readId } from '../../problem.ts';
import { PushLine } from '../../pushes/push-line.tsx';
import { isOpenPush } from '../../pushes/push-looks.ts';
import { readAgainWhenRefused } from '../../read-again-when-refused.ts';
import { changeReport } from '../../reports/change-report.ts';
import { ProposedQuotes } from '../../reports/proposed-quotes.tsx';
import { QuoteFromPosts } from '../../reports/quote-from-posts.tsx';
import { ReportEditor } from '../../reports/report-editor.tsx';
import { ReportFacts } from '../../reports/report-facts.tsx';
import { ReportHead } from '../../reports/report-head.tsx';
import { ReportQuotes } from '../../reports/report-quotes.tsx';
import { useLive } from '../../runs/use-live.ts';
import { PageError } from '../../shell/page-error.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Section } from '../../ui/panes.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.report.title ?? 'Report'} · Refrain` },
];
const POSTS_SHOWN = 10;
const PROPOSALS = 5;

export const shouldRevalidate = readAgainWhenRefused;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { role } = requirePermission(context, request, 'reports.read');
  const reportId = readId(params.reportId);
  const report = await load(getReport(context, { reportId }));
  const canWrite = isAllowed(role, 'reports.write');
  const { searchParams } = new URL(request.url);
  const clusterId = report.clusters.find(({ id }) => id === Number(searchParams.get('cluster')))?.id;
  const from = clusterId ?? report.clusters[0]?.id;
  const after = readPostAfter(searchParams, 'posts');
  const [pushes, proposals, rows] = await Promise.all([
    findPushes(context, { reportId }),
    canWrite ? proposeQuotes(context, { reportId, count: PROPOSALS }) : [],
    canWrite && from ? findPosts(context, { clusterId: from, after, limit: POSTS_SHOWN + 1 }) : [],
  ]);
  const { items, next } = toPage(rows, POSTS_SHOWN, writePostAfter);
  return {
    report,
    pushes: pushes.map(({ body: _, ...push }) => push),
    proposals,
    posts: items,
    postsOf: from ?? null,
    next,
    isFirstPage: !after,
    canWrite,
    canPush: isAllowed(role, 'pushes.write'),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  requirePermission(context, request, 'reports.write');
  return changeReport(context, { reportId: readId(params.reportId), request });
}

export default function Report() {
  const { report, pushes, proposals, posts, postsOf, next, isFirstPage, canWrite, canPush } =
    useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  useLive(pushes.some(({ status, failureCode }) => isOpenPush(status) && failureCode === null));
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
        <ReportEditor report={report} canWrite={canWrite} result={result} />
        <ReportFacts report={report} />
        <Section title="Quotes" aside={countOf(report.quotes.length, 'quote')}>
          <ReportQuotes quotes={report.quotes} canWrite={canWrite} />
        </Section>
        {canWrite ? (
          <>
            <Section title="Proposed quotes" aside="From different people, sources and times">
              <ProposedQuotes proposals={proposals} />
            </Section>
            <Section title="Quote from a post" aside="Select words in a post to quote exactly those">
              <QuoteFromPosts posts={posts} clusters={report.clusters} clusterId={postsOf} />
              <Pager next={next} isFirst={isFirstPage} label="Pages of posts to quote from" param="posts" />
            </Section>
          </>
        ) : null}
      </div>
    </div>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
