import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Outlet, type ShouldRevalidateFunctionArgs, useLoaderData, useLocation, useParams } from '@remix-run/react';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { truncate } from '#server/imports/truncate.ts';
import { findLanguages } from '#server/posts/find-languages.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { findSourceNames } from '#server/sources/find-sources.ts';
import { readPostAfter, toPage, writePostAfter } from '../../page-position.ts';
import { readPostParams, toPostFilter } from '../../posts/post-filter.ts';
import { PostList } from '../../posts/post-list.tsx';
import { WholePageError } from '../../shell/page-error.tsx';
import { Panes } from '../../ui/panes.tsx';

export const meta: MetaFunction = () => [{ title: 'Posts · Refrain' }];
const PAGE_SIZE = 50;
const LINES_LENGTH = 400;

export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePermission(context, request, 'posts.read');
  const { searchParams } = new URL(request.url);
  const params = readPostParams(searchParams);
  const after = readPostAfter(searchParams);
  const [rows, sources, languages] = await Promise.all([
    findPosts(context, { ...toPostFilter(params), ...(after ? { after } : {}), limit: PAGE_SIZE + 1 }),
    findSourceNames(context),
    findLanguages(context),
  ]);
  const { items, next } = toPage(rows, PAGE_SIZE, writePostAfter);
  // The list shows two lines of a post, which may be as long as a book.
  const posts = items.map((post) => ({ ...post, text: truncate(post.text, LINES_LENGTH) }));
  return { posts, next, isFirstPage: !after, params, sources, languages };
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
  return <Panes isOpen={isOpen} list={<PostList {...list} search={search} />} detail={<Outlet />} />;
}

export function ErrorBoundary() {
  return <WholePageError />;
}
