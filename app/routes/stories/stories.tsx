import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { findReadable } from '#server/reports/find-readable.ts';
import { findStories } from '#server/stories/find-stories.ts';
import { findUses, USE_MARKS } from '#server/stories/find-uses.ts';
import { markUse } from '#server/stories/mark-use.ts';
import { redirectWithFlash } from '../../flash.ts';
import { countOf } from '../../format.ts';
import { readClusterAfter, toPage, writeClusterAfter } from '../../page-position.ts';
import { parseForm } from '../../parse-form.ts';
import { answerProblem } from '../../problem.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { StoryCard } from '../../stories/story-card.tsx';
import { ToldUses } from '../../stories/told-uses.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterForm, SearchField } from '../../ui/filter-form.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Page, PageTitle, Section } from '../../ui/panes.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Day } from '../../ui/time.tsx';

export const meta: MetaFunction = () => [{ title: 'Stories · Refrain' }];
const PAGE_SIZE = 20;
const USES_STEP = 12;
const MOST_USES_SHOWN = 600;
const MarkForm = z.object({ post: z.coerce.number().int(), mark: z.enum(['known', 'surprising', 'none']) });
const SAID = {
  known: 'Known: it joined the intended uses, and uses like it go down the list.',
  surprising: 'Surprising: uses like it come first.',
  none: 'Back to those nobody has judged.',
} as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = requirePermission(context, request, 'stories.read');
  const { role } = actor;
  const { searchParams } = new URL(request.url);
  const q = searchParams.get('q')?.trim().slice(0, 200) ?? '';
  const after = readClusterAfter(searchParams);
  const asked = Number(searchParams.get('uses'));
  const usesShown = Number.isInteger(asked) ? Math.min(Math.max(asked, USES_STEP), MOST_USES_SHOWN) : USES_STEP;
  const isFirst = q === '' && !after;
  const mark = z.enum(USE_MARKS).catch('none').parse(searchParams.get('told'));
  const [rows, told, reports] = await Promise.all([
    findStories(context, { q, after, limit: PAGE_SIZE + 1 }),
    isFirst ? findUses(context, { mark, limit: usesShown }) : null,
    // All others find every report on the page of reports.
    isFirst && !isAllowed(role, 'reports.read') ? findReadable(context, { actor }) : [],
  ]);
  const { items, next } = toPage(rows, PAGE_SIZE, writeClusterAfter);
  return {
    stories: items,
    told,
    mark,
    reports,
    canMark: isAllowed(role, 'clusters.curate'),
    canReadPosts: isAllowed(role, 'posts.read'),
    next,
    isFirstPage: !after,
    q,
    canReadClusters: isAllowed(role, 'clusters.read'),
    canWriteReports: isAllowed(role, 'reports.write'),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'clusters.curate');
  try {
    const { post, mark } = parseForm(MarkForm, await request.formData());
    await markUse(context, { postId: post, mark: mark === 'none' ? null : mark, actor });
    const back = `/stories${new URL(request.url).search}`;
    const undo = { action: back, fields: { intent: 'mark', post: String(post), mark: 'none' } };
    return redirectWithFlash(back, mark === 'none' ? { message: SAID.none } : { message: SAID[mark], undo });
  } catch (error) {
    return answerProblem(error);
  }
}

export default function Stories() {
  const problem = useActionData<typeof action>()?.problem;
  const page = useLoaderData<typeof loader>();
  const { stories, told, mark, reports, canMark, canReadPosts, next, isFirstPage, q } = page;
  const { canReadClusters, canWriteReports } = page;
  return (
    <Page>
      <PageTitle intro="Ways members use the product, in their own words. Quotes are verbatim and name nobody; ask before you publish one.">
        Stories
      </PageTitle>
      <FilterForm action="/stories" className="mb-5 flex max-w-md">
        <SearchField label="Search stories" defaultValue={q} />
      </FilterForm>
      {stories.length === 0 ? (
        q ? (
          <EmptyState
            icon="filter"
            title="Nothing matches"
            action={<ButtonLink to="/stories">Clear the search</ButtonLink>}
          >
            No story has these words.
          </EmptyState>
        ) : (
          <EmptyState icon="stories" title="No stories yet">
            A story appears when several members tell how they use the product. Clusters of the kind “use case” end up
            here.
          </EmptyState>
        )
      ) : (
        <ul className="grid gap-4 lg:grid-cols-2">
          {stories.map((story) => (
            <li key={story.id}>
              <StoryCard story={story} canReadClusters={canReadClusters} canWriteReports={canWriteReports} />
            </li>
          ))}
        </ul>
      )}
      <Pager next={next} isFirst={isFirstPage} label="Pages of stories" />
      <div className="mt-4 empty:hidden">
        <ProblemNotice problem={problem} />
      </div>
      {reports.length > 0 ? (
        <Section title="Reports for you" aside={countOf(reports.length, 'published report')}>
          <ul className="divide-y divide-line rounded-lg border border-line">
            {reports.map((report) => (
              <li key={report.reportId}>
                <Link
                  to={`/reports/${report.reportId}/read`}
                  className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2.5 hover:bg-hover"
                >
                  <span className="font-medium">{report.title}</span>
                  <span className="tnum text-xs text-muted">
                    {countOf(report.voiceCount, 'voice')}, {countOf(report.quoteCount, 'quote')},{' '}
                    <Day at={report.publishedAt} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {told && Object.values(told.counts).some((count) => count > 0) ? (
        <ToldUses told={told} mark={mark} canMark={canMark} canReadPosts={canReadPosts} step={USES_STEP} />
      ) : null}
    </Page>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
