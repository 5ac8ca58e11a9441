import { Form, Link } from '@remix-run/react';
import type { ToldUse } from '#server/stories/find-uses.ts';
import { useSending } from '../settings/use-sending.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Day } from '../ui/time.tsx';

/** One telling of a use: who, what and for what, the words it was read from, and what a person makes of it. */
export function UseCard({ use, canMark, canReadPosts }: { use: ToldUse; canMark: boolean; canReadPosts: boolean }) {
  const isSending = useSending();
  return (
    <article className="flex h-full flex-col rounded-xl border border-line p-5" aria-label={use.purpose}>
      <p className="text-xs text-muted">
        {use.mark === 'known'
          ? 'Known'
          : use.mark === 'surprising'
            ? 'Surprising'
            : `Unexpected ${Math.round(use.surprise * 100)} of 100`}
      </p>
      <h3 className="mt-0.5 text-base font-semibold text-balance">{use.purpose}</h3>
      <dl className="mt-1 flex flex-wrap gap-x-4 text-xs text-muted">
        {use.who ? (
          <div className="flex gap-1">
            <dt>Who:</dt>
            <dd className="text-ink">{use.who}</dd>
          </div>
        ) : null}
        {use.what ? (
          <div className="flex gap-1">
            <dt>With:</dt>
            <dd className="text-ink">{use.what}</dd>
          </div>
        ) : null}
      </dl>
      <blockquote
        className="post-text mt-3 mb-3 border-l-2 border-accent pl-3 text-base"
        dir="auto"
        lang={use.language ?? undefined}
      >
        {use.words}
      </blockquote>
      <p className="flex flex-wrap gap-x-2 text-xs text-muted">
        <span>a member on {use.place}</span>
        {use.postedAt ? <Day at={use.postedAt} className="tnum" /> : null}
        {canReadPosts ? (
          <Link to={`/posts/${use.postId}`} className="hover:text-ink hover:underline">
            The post
          </Link>
        ) : null}
        {use.permalink ? (
          <a
            href={use.permalink}
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
      {canMark ? (
        <Form method="post" preventScrollReset className="mt-auto flex flex-wrap gap-2 pt-4">
          <input type="hidden" name="post" value={use.postId} />
          <input type="hidden" name="intent" value="mark" />
          {use.mark === null ? (
            <>
              <Button size="sm" name="mark" value="known" disabled={isSending('mark')}>
                Known
              </Button>
              <Button size="sm" name="mark" value="surprising" disabled={isSending('mark')}>
                Surprising
              </Button>
            </>
          ) : (
            <Button size="sm" name="mark" value="none" disabled={isSending('mark')}>
              Take that back
            </Button>
          )}
        </Form>
      ) : null}
    </article>
  );
}
