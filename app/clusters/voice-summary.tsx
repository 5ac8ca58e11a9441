import { Link } from '@remix-run/react';
import type { VoiceList } from '#server/clusters/find-voices.ts';
import { countOf, formatCount } from '../format.ts';
import { Day } from '../ui/time.tsx';

/** Who the voices are, and whose posts add none: the list behind the number, and what it would be with everyone counted. */
export function VoiceSummary({
  cluster,
  voices,
}: {
  cluster: { readonly id: number; readonly postCount: number };
  /** Null: not asked for yet. */
  voices: VoiceList | null;
}) {
  if (!voices) {
    return (
      <Link
        to="?show=voices"
        preventScrollReset
        className="mt-2 inline-block py-1 text-xs text-muted underline decoration-line-strong underline-offset-2 hover:text-ink"
      >
        Who they are, and whose posts do not count
      </Link>
    );
  }
  const leftOut = [
    [voices.staffPostCount, 'by staff'],
    [voices.botPostCount, 'by bots'],
    [voices.crossPostCount, 'posted twice'],
    [voices.unknownPostCount, 'by unknown authors'],
  ].filter(([count]) => count !== 0);
  return (
    <details className="mt-2 text-xs">
      <summary className="inline-flex flex-wrap gap-x-2 rounded py-1 text-muted hover:text-ink">
        <span className="underline decoration-line-strong underline-offset-2">Who they are</span>
        {leftOut.length > 0 ? (
          <span className="tnum">
            Not counted: {leftOut.map(([count, what]) => `${countOf(Number(count), 'post')} ${what}`).join(', ')}
          </span>
        ) : null}
      </summary>
      <div className="mt-1 rounded-lg border border-line bg-sunken px-3 py-2.5">
        {leftOut.length > 0 ? (
          <p className="tnum mb-2 text-muted">
            Counting everyone, copies and staff included: {countOf(voices.everyoneCount, 'voice')}. Cross-posts, staff
            and bots stay in the list of posts; they add no voice.
          </p>
        ) : null}
        <ol className="columns-1 gap-x-6 sm:columns-2">
          {voices.voices.map((voice) => (
            <li key={voice.authorId ?? 'unknown'} className="flex justify-between gap-3 py-0.5">
              <span className="min-w-0 truncate font-medium">
                {voice.authorId === null ? 'Unknown authors' : (voice.name ?? 'Unnamed author')}
              </span>
              <span className="tnum shrink-0 text-muted">
                {countOf(voice.postCount, 'post')}
                {voice.lastPostedAt ? (
                  <>
                    , <Day at={voice.lastPostedAt} />
                  </>
                ) : null}
              </span>
            </li>
          ))}
        </ol>
        {voices.voices.length < voices.voiceCount ? (
          <p className="tnum mt-1 text-muted">and {formatCount(voices.voiceCount - voices.voices.length)} more</p>
        ) : null}
        <p className="mt-2">
          <Link to={`/posts?cluster=${cluster.id}`} className="text-accent hover:underline">
            All {countOf(cluster.postCount, 'post')}
          </Link>
        </p>
      </div>
    </details>
  );
}
