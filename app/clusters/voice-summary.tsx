import { Link, useLocation } from '@remix-run/react';
import { Fragment } from 'react';
import type { Voice, VoiceList } from '#server/clusters/find-voices.ts';
import { countOf, formatCount } from '../format.ts';
import { withParam } from '../ui/pager.tsx';
import { Day } from '../ui/time.tsx';

const QUIET = 'underline decoration-line-strong underline-offset-2 hover:text-ink';

/** Who the voices are, whose posts add none with the way to them, and the switch that counts everyone. */
export function VoiceSummary({
  voices: list,
  isEveryone,
}: {
  /** Null: not asked for yet. */
  voices: VoiceList | null;
  isEveryone: boolean;
}) {
  const { search } = useLocation();
  if (!list) {
    return (
      <Link
        to={withParam(search, 'show', 'voices')}
        preventScrollReset
        className={`mt-2 inline-block py-1 text-xs text-muted ${QUIET}`}
      >
        Who they are, and whose posts do not count
      </Link>
    );
  }
  const leftOut = [
    { count: list.staffPostCount, what: 'by staff', who: 'staff' },
    { count: list.botPostCount, what: 'by bots', who: 'bot' },
    { count: list.crossPostCount, what: 'posted twice', who: 'copy' },
    { count: list.unknownPostCount, what: 'by unknown authors', who: 'unknown' },
  ].filter(({ count }) => count > 0);
  const isDifferent = leftOut.length > 0 && list.everyoneCount !== list.voiceCount;
  return (
    <div className="mt-2 flex flex-wrap gap-x-3 text-xs text-muted">
      {leftOut.length > 0 ? (
        <p className="tnum flex flex-wrap gap-x-3 py-1">
          <span>
            {isEveryone ? 'Counted as well: ' : 'Not counted: '}
            {leftOut.map(({ count, what, who }, i) => (
              <Fragment key={who}>
                {i > 0 ? ', ' : ''}
                <Link to={`${withParam(withParam(search, 'posts', null), 'who', who)}#posts`} className={QUIET}>
                  {countOf(count, 'post')} {what}
                </Link>
              </Fragment>
            ))}
          </span>
          {isDifferent || isEveryone ? (
            <Link to={withParam(search, 'count', isEveryone ? null : 'everyone')} preventScrollReset className={QUIET}>
              {isEveryone ? 'Leave them out' : `Count everyone: ${countOf(list.everyoneCount, 'voice')}`}
            </Link>
          ) : null}
        </p>
      ) : null}
      <details className="open:w-full">
        <summary className="inline-block rounded py-1 hover:text-ink">
          <span className={QUIET}>Who they are</span>
        </summary>
        <VoiceTable voices={list.voices} total={isEveryone ? list.everyoneCount : list.voiceCount} />
      </details>
    </div>
  );
}

function VoiceTable({ voices, total }: { voices: readonly Voice[]; total: number }) {
  return (
    <div className="mt-1 rounded-lg border border-line bg-sunken px-3 py-2.5">
      <ol className="columns-1 gap-x-6 sm:columns-2">
        {voices.map((voice) => (
          <li key={voice.authorId ?? 'unknown'} className="flex justify-between gap-3 py-0.5">
            <span className="min-w-0 truncate font-medium text-ink">
              {voice.authorId === null ? 'Unknown authors' : (voice.name ?? 'Unnamed author')}
              {voice.isStaff ? <span className="font-normal text-muted"> (staff)</span> : null}
              {voice.isBot ? <span className="font-normal text-muted"> (bot)</span> : null}
            </span>
            <span className="tnum shrink-0">
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
      {voices.length < total ? <p className="tnum mt-1">and {formatCount(total - voices.length)} more</p> : null}
    </div>
  );
}
