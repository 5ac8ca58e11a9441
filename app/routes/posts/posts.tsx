import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Outlet, type ShouldRevalidateFunctionArgs, useLoaderData, useLocation, useParams } from '@remix-run/react';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import type { AppContext } from '#server/app-context.ts';
import { countFoundPosts, MOST_COUNTED } from '#server/posts/count-found-posts.ts';
import { findLanguages } from '#server/posts/find-languages.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { searchPosts } from '#server/posts/search-posts.ts';
import { findSourceNames } from '#server/sources/find-sources.ts';
import { ActsProvider } from '../../acts/acts-provider.tsx';
import { readOffset, readPostAfter, toPage, writePostAfter } from '../../page-position.ts';
import { readPostParams, toPostFilter } from '../../posts/post-filter.ts';
import { PostList } from '../../posts/post-list.tsx';
import { toPostRows } from '../../posts/to-post-row.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { Panes } from '../../ui/panes.tsx';

export const meta: MetaFunction = () => [{ title: 'Posts · Refrain' }];
const PAGE_SIZE = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { role } = requirePermission(context, request, 'posts.read');
  const { searchParams } = new URL(request.url);
  const params = readPostParams(searchParams);
  const filter = toPostFilter(params);
  const isByWeight = params.q !== '' && params.sort === 'best';
  const [page, postCount, sources, languages] = await Promise.all([
    isByWeight
      ? findBest(context, { ...filter, q: params.q, offset: readOffset(searchParams) })
      : findNewest(context, { ...filter, after: readPostAfter(searchParams) }),
    countFoundPosts(context, filter),
    findSourceNames(context),
    findLanguages(context),
  ]);
  const { items, next, isFirstPage } = page;
  const count = { shown: Math.min(postCount, MOST_COUNTED), isMore: postCount > MOST_COUNTED };
  return {
    posts: toPostRows(items, { q: params.q }),
    next,
    isFirstPage,
    count,
    params,
    sources,
    languages,
    canCurate: isAllowed(role, 'clusters.curate'),
  };
}

async function findBest(context: AppContext, filter: Parameters<typeof searchPosts>[1]) {
  const { offset = 0 } = filter;
  const rows = await searchPosts(context, { ...filter, limit: PAGE_SIZE + 1 });
  return { ...toPage(rows, PAGE_SIZE, () => String(offset + PAGE_SIZE)), isFirstPage: offset === 0 };
}

async function findNewest(context: AppContext, filter: NonNullable<Parameters<typeof findPosts>[1]>) {
  const rows = await findPosts(context, { ...filter, limit: PAGE_SIZE + 1 });
  return { ...toPage(rows, PAGE_SIZE, writePostAfter), isFirstPage: !filter.after };
}

/** Opening another post does not change the list beside it. */
export function shouldRevalidate({
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  const isSameList = currentUrl.search === nextUrl.search && currentUrl.pathname !== nextUrl.pathname;
  return isSameList && (formMethod ?? 'GET') === 'GET' ? false : defaultShouldRevalidate;
}

export default function Posts() {
  const list = useLoaderData<typeof loader>();
  const isOpen = useParams().postId !== undefined;
  const { search } = useLocation();
  return (
    <ActsProvider people={[]}>
      <Panes isOpen={isOpen} list={<PostList {...list} search={search} />} detail={<Outlet />} />
    </ActsProvider>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
