import { Link } from '@remix-run/react';
import type { Story } from '#server/stories/find-stories.ts';
import { countOf } from '../format.ts';
import { Icon } from '../ui/icon.tsx';
import { Day } from '../ui/time.tsx';

/** One way of using the product: how many tell it, and what they say. */
export function StoryCard({
  story,
  canReadClusters,
  canWriteReports,
}: {
  story: Omit<Story, 'rank'>;
  canReadClusters: boolean;
  canWriteReports: boolean;
}) {
  return (
    <article className="flex h-full flex-col rounded-xl border border-line p-5" aria-label={story.title}>
      <h2 className="text-base font-semibold text-balance">{story.title}</h2>
      <p className="tnum mt-0.5 text-xs text-muted">
        <span className="font-medium text-ink">{countOf(story.voiceCount, 'voice')}</span> in{' '}
        {countOf(story.postCount, 'post')}
        {story.firstSeenAt && story.lastSeenAt ? (
          <>
            , <Day at={story.firstSeenAt} /> to <Day at={story.lastSeenAt} />
          </>
        ) : null}
      </p>
      <ul className="mt-4 mb-4 space-y-3">
        {story.quotes.map((quote) => (
          <li key={quote.postId} className="border-l-2 border-accent pl-3">
            <blockquote className="post-text text-base" dir="auto" lang={quote.language ?? undefined}>
              {quote.isCutBefore ? <span className="text-muted select-none">[…] </span> : null}
              {quote.words}
              {quote.isCutAfter ? <span className="text-muted select-none"> […]</span> : null}
            </blockquote>
            <p className="mt-0.5 flex flex-wrap gap-x-2 text-xs text-muted">
              <span>a member on {quote.place}</span>
              {quote.postedAt ? <Day at={quote.postedAt} className="tnum" /> : null}
              {quote.permalink ? (
                <a
                  href={quote.permalink}
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
          </li>
        ))}
      </ul>
      {canReadClusters ? (
        <p className="mt-auto flex gap-4 text-xs font-medium">
          <Link to={`/clusters/${story.id}`} className="text-accent hover:underline">
            Open the cluster<span className="sr-only">: {story.title}</span>
          </Link>
          {canWriteReports ? (
            <Link to={`/reports/new?cluster=${story.id}`} className="text-accent hover:underline">
              Add to report<span className="sr-only">: {story.title}</span>
            </Link>
          ) : null}
        </p>
      ) : null}
    </article>
  );
}
