import { Form, Link, useNavigation } from '@remix-run/react';
import type { ToldUse } from '#server/stories/find-uses.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Day } from '../ui/time.tsx';

/** One telling of a use: who, what and for what, the words it was read from, and what a person makes of it. */
export function UseCard({ use, canMark, canReadPosts }: { use: ToldUse; canMark: boolean; canReadPosts: boolean }) {
  const { state, formData } = useNavigation();
  const isMarking = state !== 'idle' && formData?.get('post') === String(use.postId);
  return (
    <article className="flex h-full flex-col rounded-xl border border-line p-5" aria-label={use.purpose}>
      <h3 className="text-base font-semibold text-balance first-letter:uppercase">{use.purpose}</h3>
      <dl className="tnum mt-1 flex flex-wrap gap-x-4 text-xs text-muted">
        {tells(use.who) ? (
          <div className="flex gap-1">
            <dt>Who:</dt>
            <dd className="text-ink">{use.who}</dd>
          </div>
        ) : null}
        {tells(use.what) ? (
          <div className="flex gap-1">
            <dt>With:</dt>
            <dd className="text-ink">{use.what}</dd>
          </div>
        ) : null}
        {use.mark === null ? (
          <div
            className="flex gap-1"
            title="A ranking only: from 0, just what you declared, to 100, like nothing of it"
          >
            <dt>Unexpected:</dt>
            <dd className="text-ink">{Math.round(use.surprise * 100)} of 100</dd>
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
              <Button size="sm" name="mark" value="known" disabled={isMarking}>
                <Icon name="check" size={14} />
                Known
              </Button>
              <Button size="sm" name="mark" value="surprising" disabled={isMarking}>
                <Icon name="stories" size={14} />
                Surprising
              </Button>
            </>
          ) : (
            <Button size="sm" name="mark" value="none" disabled={isMarking}>
              Judge it again
            </Button>
          )}
        </Form>
      ) : null}
    </article>
  );
}

/** Of pronouns nothing is learned: the words below say who and what. */
function tells(words: string | null): boolean {
  return (
    words !== null && !/^(?:i|we|you|they|my|our|it|them|this|that|these|those|one|me|us)(?: idea of)?$/i.test(words)
  );
}
