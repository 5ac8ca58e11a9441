import { Link, useLocation } from '@remix-run/react';
import type { SignCount } from '#db/schema.ts';
import { FEWEST_VOICES, LEAST_SHARE, type SeverityRating } from '#pipelines/mentions/rate-severity.ts';
import type { SignedWords } from '#server/clusters/find-signed-words.ts';
import { countOf } from '../format.ts';
import { Badge } from '../ui/badge.tsx';
import { Marked } from '../ui/marked.tsx';
import { withParam } from '../ui/pager.tsx';
import { Section } from '../ui/panes.tsx';
import { LEVEL_LOOKS, SIGN_LOOKS } from './severity-looks.ts';

/** How hard a cluster's matter hits: the level with its rule, and each sign with the sentences that show it. */
export function SeveritySection({
  signs,
  severity,
  voiceCount,
  words,
}: {
  signs: readonly SignCount[];
  severity: SeverityRating | null;
  voiceCount: number;
  words: readonly SignedWords[];
}) {
  const { search } = useLocation();
  if (signs.length === 0) return null;
  return (
    <Section title="How hard it hits" id="severity" aside="By what members say; no verdict on them" className="mt-6">
      <div className="mb-3 flex flex-wrap items-center gap-x-2 gap-y-1">
        {severity ? <Badge tone={LEVEL_LOOKS[severity.level].tone}>{LEVEL_LOOKS[severity.level].label}</Badge> : null}
        <p className="tnum text-muted">
          {severity
            ? `${countOf(severity.voiceCount, 'voice')} of ${voiceCount} say that ${SIGN_LOOKS[severity.sign].says}${
                severity.raisedBy ? `, and enough of them that ${SIGN_LOOKS[severity.raisedBy].says}` : ''
              }.`
            : 'No level: too few say so.'}
        </p>
        <Rule voiceCount={voiceCount} />
      </div>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {signs.map(([sign, count, postCount]) => (
          <li key={sign} className="gap-x-4 px-4 py-2.5 sm:flex">
            <div className="sm:w-40 sm:shrink-0">
              <p className="font-medium">{SIGN_LOOKS[sign].label}</p>
              <Link
                to={`${withParam(withParam(withParam(search, 'posts', null), 'who', null), 'of', sign)}#posts`}
                className="tnum inline-block py-1 text-xs text-muted underline decoration-line-strong underline-offset-2 hover:text-ink"
              >
                {countOf(count, 'voice')} in {countOf(postCount, 'post')}
                <span className="sr-only">: {SIGN_LOOKS[sign].label}</span>
              </Link>
            </div>
            <ul className="min-w-0 flex-1 space-y-1.5 max-sm:mt-1.5">
              {words
                .filter((shown) => shown.sign === sign)
                .map(({ postId, text, hits, language }) => (
                  <li key={postId}>
                    <blockquote className="post-text line-clamp-3" lang={language ?? undefined} dir="auto">
                      <Link to={`/posts/${postId}`} className="hover:underline">
                        <Marked text={text} hits={hits} />
                      </Link>
                    </blockquote>
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Rule({ voiceCount }: { voiceCount: number }) {
  const least = Math.max(FEWEST_VOICES, Math.ceil(voiceCount * LEAST_SHARE));
  return (
    <details className="pop ml-auto" data-closes>
      <summary className="inline-block rounded py-1 text-xs text-muted underline decoration-line-strong underline-offset-2 hover:text-ink">
        How this is told
      </summary>
      <div className="right-0 w-80 max-w-[calc(100vw-2rem)] space-y-2 p-3 text-xs text-muted">
        <p>
          A sign counts when two voices and one in twenty show it: here <strong className="text-ink">{least}</strong> of{' '}
          {voiceCount}. Staff, bots and copies do not count.
        </p>
        <dl className="space-y-1">
          <Level name="Severe">lost data or work, security, money</Level>
          <Level name="Serious">leaving, cannot go on, crash or error</Level>
          <Level name="Minor">every time, workaround</Level>
        </dl>
        <p>
          The gravest sign that counts sets the level. Does “Every time” or “Hits others, too” count beside it, it is
          one level up. “Heated” is about tone and sets no level.
        </p>
      </div>
    </details>
  );
}

function Level({ name, children }: { name: string; children: string }) {
  return (
    <div className="flex gap-2">
      <dt className="w-14 shrink-0 font-medium text-ink">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
