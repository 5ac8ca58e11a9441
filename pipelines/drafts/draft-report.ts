import { writeDate } from '#pipelines/issue-body/write-date.ts';
import type { Kind } from '#pipelines/kinds/kind.ts';
import type { Trend } from '#pipelines/trends/compare-windows.ts';

/** What is known about the posts behind a report. All numbers count each post and each person once. */
export type DraftFacts = {
  readonly clusters: readonly DraftCluster[];
  readonly postCount: number;
  readonly voiceCount: number;
  /** Posts whose author the source does not name. */
  readonly unnamedPostCount: number;
  readonly firstSeenAt: Date | null;
  readonly lastSeenAt: Date | null;
  /** Most posts first. */
  readonly places: readonly DraftPlace[];
  readonly growth: DraftGrowth | null;
};

export type DraftCluster = {
  readonly title: string;
  readonly kind: Kind;
  readonly terms: readonly string[];
  readonly postCount: number;
  readonly voiceCount: number;
};

export type DraftPlace = { readonly name: string; readonly postCount: number; readonly voiceCount: number };

/** Distinct voices in two windows of equal length that follow one another; null where there is no earlier window. */
export type DraftGrowth = {
  readonly weekCount: number;
  readonly endsAt: Date;
  readonly recentVoiceCount: number;
  readonly earlierVoiceCount: number;
  readonly trend: Trend;
};

const TERMS_SHOWN = 6;
const PLACES_SHOWN = 5;
const VERBS: Readonly<Record<Kind, readonly [one: string, many: string]>> = {
  complaint: ['complains about', 'complain about'],
  wish: ['wishes for', 'wish for'],
  question: ['asks about', 'ask about'],
  praise: ['praises', 'praise'],
  use_case: ['describes a use', 'describe a use'],
  other: ['writes about', 'write about'],
};

/**
 * A first version of a report's summary, in Markdown, for a person to write over. Plain rules over the given facts:
 * every number in it is one of theirs, and members' own words appear only as single terms and as titles.
 */
export function draftReport(facts: DraftFacts): string {
  const [only] = facts.clusters;
  if (!only || facts.postCount === 0) return 'No posts are in these clusters.';
  const paragraphs =
    facts.clusters.length === 1
      ? [`${tellCount(facts, only.kind)} **${escapeMarkdown(only.title)}**.`, tellWords(only)]
      : [`${tellCount(facts, null)} ${facts.clusters.length} subjects:`, facts.clusters.map(tellCluster).join('\n')];
  return [...paragraphs, tellPlaces(facts), [tellSpan(facts), tellGrowth(facts)].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join('\n\n');
}

/** "21 people complain in 28 posts about". Without names nobody knows how many people: then only posts are counted. */
function tellCount({ postCount, voiceCount, unnamedPostCount }: DraftFacts, kind: Kind | null): string {
  const posts = countOf(postCount, 'post');
  const [one, many] = VERBS[kind ?? 'other'];
  if (unnamedPostCount === postCount) return `In ${posts}, members ${many}`;
  if (voiceCount === 0) return `In ${posts}, all by staff, people ${many}`;
  const unnamed = unnamedPostCount > 0 ? ` (${countOf(unnamedPostCount, 'post')} without a named author)` : '';
  return `In ${posts}${unnamed}, ${countOf(voiceCount, 'person', 'people')} ${voiceCount === 1 ? one : many}`;
}

function tellCluster(cluster: DraftCluster): string {
  const { title, postCount, voiceCount } = cluster;
  const words = tellWords(cluster);
  return `- **${escapeMarkdown(title)}**: ${countOf(voiceCount, 'voice')}, ${countOf(postCount, 'post')}.${words && ` ${words}`}`;
}

function tellWords({ terms }: DraftCluster): string {
  if (terms.length === 0) return '';
  const words = terms.slice(0, TERMS_SHOWN).map((term) => `"${escapeMarkdown(term)}"`);
  return `In their words: ${words.join(', ')}.`;
}

function tellPlaces({ places, unnamedPostCount, postCount }: DraftFacts): string {
  if (places.length === 0) return '';
  const shown = places.slice(0, PLACES_SHOWN).map(({ name, postCount: count, voiceCount }) => {
    const people = unnamedPostCount === postCount ? '' : ` by ${countOf(voiceCount, 'person', 'people')}`;
    return `${escapeMarkdown(name)} (${countOf(count, 'post')}${people})`;
  });
  const rest = places.length - shown.length;
  return `Where: ${shown.join(', ')}${rest > 0 ? `, and ${countOf(rest, 'other source')}` : ''}.`;
}

function tellSpan({ firstSeenAt, lastSeenAt }: DraftFacts): string {
  if (!firstSeenAt || !lastSeenAt) return '';
  const [first, last] = [writeDate(firstSeenAt), writeDate(lastSeenAt)];
  return first === last ? `All of it was written on ${first}.` : `Since ${first}, most recently on ${last}.`;
}

function tellGrowth({ growth, unnamedPostCount, postCount }: DraftFacts): string {
  if (!growth || unnamedPostCount === postCount) return '';
  const { recentVoiceCount: recent, earlierVoiceCount: earlier, weekCount, endsAt, trend } = growth;
  const weeks = countOf(weekCount, 'week');
  if (recent === 0 && earlier === 0) return `Nobody wrote about it in the ${weeks} to ${writeDate(endsAt)}.`;
  const numbers = `${countOf(recent, 'voice')} in the ${weeks} to ${writeDate(endsAt)}, ${earlier} in the ${weeks} before`;
  if (trend === 'growing') return `It is growing: ${numbers}.`;
  if (trend === 'fading') return `It is fading: ${numbers}.`;
  return `${numbers[0]?.toUpperCase()}${numbers.slice(1)}: no clear trend.`;
}

function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Titles and terms are members' words: nothing in them may become Markdown. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>~|]/g, '\\$&').replace(/\s+/g, ' ');
}
