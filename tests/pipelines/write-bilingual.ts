import { createRandom } from '#pipelines/numerics/random.ts';
import type { EnginePost } from '#pipelines/post.ts';

type Matter = { readonly en: readonly string[]; readonly de: readonly string[]; readonly marks: readonly string[] };

/** Matters that English and German members raise, with what they call the same: names, numbers and links. */
const MATTERS: Readonly<Record<string, Matter>> = {
  battery: {
    en: ['the coin cell is empty after three days', 'my cell drains since the update', 'why does the cell not last'],
    de: [
      'die Knopfzelle ist nach drei Tagen leer',
      'seit der Aktualisierung hält die Zelle nicht',
      'warum ist die Zelle so schnell leer',
    ],
    marks: ['firmware 2.13', 'Liveface'],
  },
  router: {
    en: [
      'it goes offline whenever we restart at night',
      'it never comes back after a power cut',
      'an orange light blinks and it stays offline',
    ],
    de: [
      'nach jedem Neustart in der Nacht ist es offline',
      'nach einem Stromausfall kommt es nicht zurück',
      'die orange Lampe blinkt und nichts geht',
    ],
    marks: ['Tocklebridge', 'Fritzbox'],
  },
  history: {
    en: [
      'old entries are gone unless we pay',
      'only thirty days are shown to us now',
      'why must we pay to see last year',
    ],
    de: [
      'alte Einträge sind weg wenn man nicht zahlt',
      'nur noch dreißig Tage werden angezeigt',
      'warum sollen wir für das Vorjahr zahlen',
    ],
    marks: ['https://tockle.example/plus', 'error 402'],
  },
};
/** What only one of the two speaks of. */
const ALONE = {
  en: [
    'nobody hears the beep over the kitchen fan',
    'the beep is far too quiet for my mother',
    'we need a much louder beep please',
  ],
  de: [
    'die Schrift auf der Anzeige ist viel zu klein',
    'meine Mutter kann die Schrift nicht lesen',
    'bitte eine größere Schrift auf der Anzeige',
  ],
} as const;
const OPENINGS = {
  en: ['Since last week', 'Same for us', 'I must say that', 'As far as I can see', 'We noticed that', 'At our place'],
  de: [
    'Seit letzter Woche',
    'Bei uns auch',
    'Ich muss sagen',
    'So weit ich sehe',
    'Wir haben bemerkt',
    'Bei mir zu Hause',
  ],
} as const;

/** Posts whose ids say matter and language; `germanFrom` moves the German ones in time. */
export function writeBilingual({ germanFrom = Date.UTC(2026, 0, 1) } = {}): EnginePost[] {
  const random = createRandom(3);
  const pick = <T>(from: readonly T[]) => from[random.below(from.length)] as T;
  const posts: EnginePost[] = [];
  for (const language of ['en', 'de'] as const) {
    const said = [...Object.entries(MATTERS), ['alone', { ...ALONE, marks: [] }] as const];
    for (const [matter, { marks, ...phrases }] of said) {
      for (let i = 0; i < 14; i += 1) {
        const phrase = phrases[language];
        const words = [`${pick(OPENINGS[language])} ${pick(phrase)}.`, `${pick(OPENINGS[language])} ${pick(phrase)}.`];
        posts.push({
          id: `${matter}-${language}-${String(i).padStart(2, '0')}`,
          text: `${words.join(' ')} ${marks.filter((_, m) => (i + m) % 3 !== 0).join(', ')}`.trim(),
          authorId: `${language}-${i}`,
          at: (language === 'de' ? germanFrom : Date.UTC(2026, 0, 1)) + i * 86_400_000,
        });
      }
    }
  }
  return posts;
}
