import type { PostTone as Tone } from '#server/posts/tell-tone.ts';
import { SIGN_LOOKS } from '../clusters/severity-looks.ts';

const HEAT_LABELS: Readonly<Record<string, string>> = {
  insult: 'an insult',
  accusation: 'an accusation',
  contempt: 'contempt',
  profanity: 'strong language',
  threat: 'a threat',
  sarcasm: 'sarcasm',
  shouting: 'capitals',
  marks: 'many marks',
};

/** How hard the matter hits its author, and how heated the words are: with the words that say so, and no verdict. */
export function PostTone({ tone }: { tone: Tone }) {
  return (
    <dl className="space-y-2">
      {tone.severities.map(({ name, words }) => (
        <div key={name} className="flex flex-wrap gap-x-3 gap-y-0.5">
          <dt className="w-40 shrink-0 font-medium">{SIGN_LOOKS[name].label}</dt>
          <dd className="min-w-0 text-muted">
            <Words words={words} />
          </dd>
        </div>
      ))}
      {tone.heat ? (
        <div className="flex flex-wrap gap-x-3 gap-y-0.5">
          <dt className="w-40 shrink-0 font-medium">
            Heated <span className="tnum font-normal text-muted">{Math.round(tone.heat.score * 100)}%</span>
          </dt>
          <dd className="min-w-0 text-muted">
            {tone.heat.signs.map(({ name, words }, i) => (
              <span key={name}>
                {i > 0 ? '; ' : ''}
                {HEAT_LABELS[name] ?? name}: <Words words={words} />
              </span>
            ))}
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

function Words({ words }: { words: readonly string[] }) {
  return words.map((said, i) => (
    <span key={said}>
      {i > 0 ? ', ' : ''}
      <q className="text-ink">{said}</q>
    </span>
  ));
}
