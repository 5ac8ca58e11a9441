import { COLUMN_NAMES } from './column-names.ts';
import { type ColumnProfile, describeColumn } from './describe-column.ts';
import { type Mapping, POST_FIELDS, type PostField } from './mapping.ts';
import { listColumns } from './read-column.ts';

/** One guess. `confidence` is 0 to 1; `reason` is a sentence for the person who checks it. */
export type FieldGuess = {
  readonly field: PostField;
  readonly column: string;
  readonly confidence: number;
  readonly reason: string;
};
export type MappingGuess = {
  /** The text column is empty when none was found: a person must choose. */
  readonly mapping: Mapping;
  readonly guesses: readonly FieldGuess[];
  readonly formatReason: string;
  readonly dateOrderReason: string;
};

/** Below this, leaving a field empty is better than filling it wrongly. */
const MIN_CONFIDENCE = 0.3;
/** Wrappers that say nothing about what is inside them. */
const NEUTRAL_KEYS = new Set([
  'data',
  'post',
  'message',
  'item',
  'attributes',
  'fields',
  'record',
  'source',
  '_source',
  'node',
  'comment',
  'ticket',
  'body',
  'properties',
]);

/** Which columns hold what, judged by their names and by what is in them. */
export function guessMapping(records: readonly Readonly<Record<string, unknown>>[]): MappingGuess {
  const profiles = listColumns(records).map((column) => describeColumn(column, records));
  const guesses = assign(profiles);
  const byField = new Map(guesses.map((guess) => [guess.field, guess.column]));
  const columns = Object.fromEntries(POST_FIELDS.map((field) => [field, byField.get(field) ?? null]));
  const text = profiles.find((profile) => profile.column === byField.get('text'));
  const time = profiles.find((profile) => profile.column === byField.get('createdAt'));
  const { format, reason } = guessFormat(text);
  return {
    mapping: {
      columns: { ...columns, text: byField.get('text') ?? '' } as Mapping['columns'],
      format,
      dateOrder: time?.dateOrder ?? 'dmy',
    },
    guesses,
    formatReason: reason,
    dateOrderReason: explainDateOrder(time),
  };
}

/** The surest guesses first; a column fills one field. Ties are broken by the order of fields, then of columns. */
function assign(profiles: readonly ColumnProfile[]): FieldGuess[] {
  const all: FieldGuess[] = [];
  for (const field of POST_FIELDS) {
    for (const profile of profiles) {
      const guess = guessField(field, profile, profiles);
      if (guess !== null && guess.confidence >= MIN_CONFIDENCE) all.push(guess);
    }
  }
  all.sort((a, b) => b.confidence - a.confidence);
  const chosen = new Map<PostField, FieldGuess>();
  const taken = new Set<string>();
  for (const guess of all) {
    if (chosen.has(guess.field) || (taken.has(guess.column) && !isSlackTime(guess))) continue;
    chosen.set(guess.field, guess);
    taken.add(guess.column);
  }
  return POST_FIELDS.flatMap((field) => chosen.get(field) ?? []);
}

/** Slack names a message by its time. */
function isSlackTime({ field, column }: FieldGuess): boolean {
  return column === 'ts' && (field === 'externalId' || field === 'createdAt');
}

function guessField(field: PostField, profile: ColumnProfile, profiles: readonly ColumnProfile[]): FieldGuess | null {
  if (profile.filledShare === 0 && field !== 'editedAt') return null;
  const byName = scoreName(field, profile.column);
  const fit = scoreContent(field, profile, profiles);
  if (byName > 0) {
    const confidence =
      Math.round(Math.min(0.99, byName * fit.factor * trustFilled(field, profile.filledShare)) * 100) / 100;
    return { field, column: profile.column, confidence, reason: `Named "${profile.column}"; ${fit.reason}.` };
  }
  const alone = Math.round(fit.alone * 100) / 100;
  return alone > 0
    ? { field, column: profile.column, confidence: alone, reason: `No telling name, but ${fit.reason}.` }
    : null;
}

/** A post always has words, and nearly always an id and a time; other fields may well be empty. */
function trustFilled(field: PostField, filledShare: number): number {
  return field === 'text' || field === 'externalId' || field === 'createdAt' ? 0.6 + 0.4 * filledShare : 1;
}

/** 1 for a field's surest name down to 0.7 for its last; a little less for each wrapper left out. */
function scoreName(field: PostField, column: string): number {
  const keys = column.split('.');
  const names = COLUMN_NAMES[field];
  for (let dropped = 0; dropped < keys.length; dropped++) {
    if (dropped > 0 && !NEUTRAL_KEYS.has((keys[dropped - 1] ?? '').toLowerCase())) return 0;
    const rank = names.indexOf(normalise(keys.slice(dropped).join('')));
    if (rank !== -1) return (1 - (0.3 * rank) / names.length) * 0.98 ** dropped;
  }
  return 0;
}

function normalise(name: string): string {
  return name
    .toLowerCase()
    .replace(/\(\d+\)$/, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

type Fit = { readonly factor: number; readonly alone: number; readonly reason: string };

/** How well values fit a field: `factor` weighs a fitting name, `alone` is the confidence without one. */
function scoreContent(field: PostField, profile: ColumnProfile, profiles: readonly ColumnProfile[]): Fit {
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  if (field === 'text') {
    const longest = Math.max(...profiles.map((other) => other.meanLength * other.wordyShare));
    const weight = longest === 0 ? 0 : (profile.meanLength * profile.wordyShare) / longest;
    const isProse = profile.wordyShare > 0.5 && profile.urlShare < 0.5 && profile.dateShare < 0.5;
    const reason = `its values are ${Math.round(profile.meanLength)} characters long on average`;
    return {
      factor: isProse ? 0.8 + 0.2 * weight : profile.urlShare < 0.5 && profile.dateShare < 0.5 ? 0.55 : 0.25,
      alone: isProse && weight === 1 && profile.meanLength > 20 ? 0.6 : 0,
      reason,
    };
  }
  if (field === 'createdAt' || field === 'editedAt') {
    const reason = `${percent(profile.dateShare)} of its values are times`;
    const isTime = profile.dateShare > 0.6;
    if (field === 'editedAt') return { factor: isTime || profile.filledShare < 0.5 ? 0.95 : 0.2, alone: 0, reason };
    return { factor: isTime ? 1 : 0.2, alone: isTime && profile.numberShare < 0.5 ? 0.5 : 0, reason };
  }
  if (field === 'url') {
    const isUrl = profile.urlShare > 0.6;
    return {
      factor: isUrl ? 1 : 0.2,
      alone: isUrl && profile.distinctShare > 0.9 ? 0.4 : 0,
      reason: `${percent(profile.urlShare)} of its values are links`,
    };
  }
  if (field === 'externalId') {
    const isUnique =
      profile.distinctShare === 1 && profile.filledShare === 1 && profile.wordyShare < 0.1 && profile.dateShare < 1;
    const reason =
      profile.distinctShare === 1
        ? 'every value is different'
        : `only ${percent(profile.distinctShare)} of its values are different`;
    const isMostlyUnique = profile.distinctShare > 0.95 && profile.filledShare > 0.95;
    return { factor: isUnique ? 1 : isMostlyUnique ? 0.9 : 0.25, alone: 0, reason };
  }
  if (field === 'title') {
    const isShort = profile.meanLength < 200 && profile.wordyShare > 0.2;
    return {
      factor: isShort ? 0.98 : 0.6,
      alone: 0,
      reason: `its values are ${Math.round(profile.meanLength)} characters long on average`,
    };
  }
  if (field === 'isStaff' || field === 'isBot') {
    return {
      factor: profile.meanLength < 25 ? 0.95 : 0.2,
      alone: 0,
      reason: `it holds values like "${profile.example.slice(0, 30)}"`,
    };
  }
  const isShort = profile.meanLength < 80 && profile.urlShare < 0.5;
  return { factor: isShort ? 0.95 : 0.3, alone: 0, reason: `it holds values like "${profile.example.slice(0, 30)}"` };
}

function guessFormat(text: ColumnProfile | undefined): { format: Mapping['format']; reason: string } {
  if (text === undefined) return { format: 'plain', reason: 'No text column was found.' };
  if (text.mrkdwnShare > 0.03)
    return { format: 'mrkdwn', reason: 'Texts hold mentions and links as Slack writes them.' };
  if (text.htmlShare > 0.3)
    return { format: 'html', reason: `${Math.round(text.htmlShare * 100)}% of the texts hold HTML tags.` };
  if (text.markdownShare > 0.03)
    return { format: 'markdown', reason: 'Texts hold Markdown: links, lists, quotes or code.' };
  return { format: 'plain', reason: 'Texts hold neither HTML nor Markdown.' };
}

function explainDateOrder(time: ColumnProfile | undefined): string {
  if (time === undefined) return 'No column with times was found.';
  if (time.dateOrder === 'dmy') return 'Day before month: some dates have a first number above 12.';
  if (time.dateOrder === 'mdy') return 'Month before day: some dates have a second number above 12.';
  if (time.hasAmbiguousDates)
    return 'Dates like 3/4/2024 can be read both ways; they are read as day, then month. Check this.';
  return 'The dates can be read in one way only.';
}
