import { Link } from '@remix-run/react';
import type { AlsoPost } from '#server/passages/find-also-posts.ts';
import { PostByline } from '../posts/post-item.tsx';

const TERMS_SHOWN = 5;

/** Passages about a cluster in posts that are not in it, each verbatim, with where its post is. */
export function AlsoPosts({ items }: { items: readonly AlsoPost[] }) {
  return (
    <ul className="divide-y divide-line">
      {items.map(({ post, quote, terms }) => (
        <li key={post.id} className="py-3">
          <PostByline post={post} />
          <blockquote
            lang={post.language ?? undefined}
            dir="auto"
            className="post-text mt-1 border-l-2 border-line-strong pl-3"
          >
            {quote}
          </blockquote>
          <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
            <span>
              {terms.length > 0 ? `It says ${terms.slice(0, TERMS_SHOWN).join(', ')}. ` : ''}
              {post.cluster ? (
                <>
                  The post itself is in{' '}
                  <Link to={`/clusters/${post.cluster.id}?view=all`} className="underline hover:text-ink">
                    {post.cluster.title}
                  </Link>
                  .
                </>
              ) : (
                'The post itself is in no cluster.'
              )}
            </span>
            <Link to={`/posts/${post.id}`} prefetch="intent" className="hover:text-ink hover:underline">
              Whole post
            </Link>
          </p>
        </li>
      ))}
    </ul>
  );
}
