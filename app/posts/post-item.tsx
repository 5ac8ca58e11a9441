import { Link } from '@remix-run/react';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { Span } from '#pipelines/search/find-hits.ts';
import type { PostSummary } from '#server/posts/post-summary.ts';
import { Icon } from '../ui/icon.tsx';
import { KindChip } from '../ui/kind.tsx';
import { Marked } from '../ui/marked.tsx';
import { Day } from '../ui/time.tsx';

/** What a member wrote, with who, where and when: the same everywhere posts are read. */
export function PostItem({
  post,
  lead,
  foot,
  isWhole = false,
  showsCluster = false,
  hits = [],
}: {
  post: PostSummary;
  /** Stands before the post, as a checkbox does. */
  lead?: ReactNode;
  foot?: ReactNode;
  isWhole?: boolean;
  showsCluster?: boolean;
  /** What of the text is marked. */
  hits?: readonly Span[];
}) {
  // Alone on its page it stands right below the page's own heading.
  const Title = isWhole ? 'h2' : 'h3';
  return (
    <article className="flex gap-3 py-3" aria-label={`Post by ${authorName(post)}`}>
      {lead}
      <div className="min-w-0 flex-1">
        <PostByline post={post} />
        {post.title ? <Title className="mt-0.5 font-medium">{post.title}</Title> : null}
        <p
          data-post-text
          data-post-id={post.id}
          lang={post.language ?? undefined}
          dir="auto"
          className={clsx('post-text mt-0.5 text-base', isWhole ? '' : 'line-clamp-6')}
        >
          {post.deletedAt ? (
            <em className="text-muted">Erased: this post was deleted at its source.</em>
          ) : (
            <Marked text={post.text} hits={hits} />
          )}
        </p>
        {/* Links are as high as a finger needs, also where the row breaks. */}
        <div className="mt-0.5 flex flex-wrap items-center gap-x-3 text-xs text-muted">
          {post.kind ? <KindChip kind={post.kind} /> : null}
          {showsCluster ? <PlacedIn post={post} /> : null}
          {post.isPinned ? <span title="A person decided where this post belongs">Placed by hand</span> : null}
          <Link to={`/posts/${post.id}`} prefetch="intent" className="py-1 hover:text-ink hover:underline">
            Details
          </Link>
          {foot}
        </div>
      </div>
    </article>
  );
}

export function PostByline({ post }: { post: PostSummary }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
      <span className="max-w-48 truncate font-medium text-ink">{authorName(post)}</span>
      {post.author?.isStaff ? <Mark>Staff</Mark> : null}
      {post.author?.isBot ? <Mark>Bot</Mark> : null}
      <span className="truncate">
        {post.source.name}
        {post.channel ? ` · ${post.channel}` : ''}
      </span>
      {post.language && post.language !== 'en' ? <span className="uppercase">{post.language}</span> : null}
      {post.postedAt ? <Day at={post.postedAt} className="tnum" /> : <span>no date</span>}
      {post.version > 1 ? <span>edited</span> : null}
      {post.url ? (
        <a
          href={post.url}
          target="_blank"
          rel="noreferrer nofollow"
          className="inline-flex items-center gap-0.5 hover:text-ink hover:underline"
        >
          Original
          <Icon name="external" size={12} />
          <span className="sr-only"> (opens in a new tab)</span>
        </a>
      ) : null}
    </p>
  );
}

export function authorName(post: Pick<PostSummary, 'author'>): string {
  if (!post.author) return 'Unknown author';
  return post.author.name ?? 'Unnamed author';
}

function PlacedIn({ post }: { post: PostSummary }) {
  if (!post.cluster) return <span>Unplaced</span>;
  return (
    <Link
      to={`/clusters/${post.cluster.id}`}
      prefetch="intent"
      className="inline-flex max-w-72 items-center gap-1 truncate py-1 text-ink hover:underline"
    >
      <Icon name="clusters" size={12} className="shrink-0 text-muted" />
      <span className="truncate">{post.cluster.title}</span>
    </Link>
  );
}

function Mark({ children }: { children: ReactNode }) {
  return <span className="rounded border border-line-strong px-1 text-2xs font-medium">{children}</span>;
}
