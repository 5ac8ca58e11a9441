import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { findStories } from '#server/stories/find-stories.ts';
import { readClusterAfter, toPage, writeClusterAfter } from '../../page-position.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { StoryCard } from '../../stories/story-card.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterForm, SearchField } from '../../ui/filter-form.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Page, PageTitle } from '../../ui/panes.tsx';

export const meta: MetaFunction = () => [{ title: 'Stories · Refrain' }];
const PAGE_SIZE = 20;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { role } = requirePermission(context, request, 'stories.read');
  const { searchParams } = new URL(request.url);
  const q = searchParams.get('q')?.trim().slice(0, 200) ?? '';
  const after = readClusterAfter(searchParams);
  const rows = await findStories(context, { q, after, limit: PAGE_SIZE + 1 });
  const { items, next } = toPage(rows, PAGE_SIZE, writeClusterAfter);
  return {
    stories: items,
    next,
    isFirstPage: !after,
    q,
    canReadClusters: isAllowed(role, 'clusters.read'),
    canWriteReports: isAllowed(role, 'reports.write'),
  };
}

export default function Stories() {
  const { stories, next, isFirstPage, q, canReadClusters, canWriteReports } = useLoaderData<typeof loader>();
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
    </Page>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
