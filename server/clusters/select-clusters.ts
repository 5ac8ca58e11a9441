import type { Kind, Sign } from '#db/schema.ts';
import { SEVERITY_LEVELS, type SeverityLevel } from '#pipelines/mentions/rate-severity.ts';
import { parseQuery } from '#pipelines/search/parse-query.ts';
import { scoreWords } from '#pipelines/search/score-words.ts';
import type { Trend } from '#pipelines/trends/compare-windows.ts';
import type { ClusterFacts } from './read-cluster-facts.ts';

/** What a manager goes through, each with its own place: see `inView`. */
export const CLUSTER_VIEWS = ['inbox', 'open', 'mine', 'curated', 'snoozed', 'done', 'dismissed', 'all'] as const;
export type ClusterView = (typeof CLUSTER_VIEWS)[number];
export const CLUSTER_SORTS = [
  'rank',
  'voices',
  'recent',
  'size',
  'growth',
  'severity',
  'heat',
  'theme',
  'best',
] as const;
export type ClusterSort = (typeof CLUSTER_SORTS)[number];

/** Nobody's clusters, as an owner to filter by. */
export const NOBODY = 'none';

export type ClusterSelection = {
  readonly view?: ClusterView;
  readonly q?: string;
  readonly kinds?: readonly Kind[];
  readonly sourceIds?: readonly number[];
  readonly languages?: readonly string[];
  /** Ids of people, or `NOBODY`. */
  readonly owners?: readonly string[];
  readonly trends?: readonly Trend[];
  /** Ids of themes. */
  readonly themeIds?: readonly number[];
  readonly severities?: readonly SeverityLevel[];
  /** That somebody in it shows. */
  readonly signs?: readonly Sign[];
  /** Spoken of within this many days before the newest post of all. */
  readonly activeDays?: number;
  readonly minVoices?: number;
};
export type Onlooker = { readonly now: number; readonly userId: string | null };

export type RankedCluster = { readonly facts: ClusterFacts; readonly rank: number };

/** The clusters that a selection leaves, the highest rank first; equal ones by id. */
export function selectClusters(
  all: readonly ClusterFacts[],
  { selection, sort, onlooker }: { selection: ClusterSelection; sort: ClusterSort; onlooker: Onlooker },
): RankedCluster[] {
  const tests = toTests(all, selection, onlooker);
  const score = createScorer(selection.q);
  const placeOf = sort === 'theme' ? orderThemes(all) : new Map<number, number>();
  return all
    .flatMap((facts) => {
      const fit = score(facts);
      if (fit === null || !Object.values(tests).every((test) => test(facts))) return [];
      return { facts, rank: rankOf(facts, sort, { fit, place: placeOf.get(facts.theme?.id ?? 0) ?? 0 }) };
    })
    .sort((a, b) => b.rank - a.rank || a.facts.id - b.facts.id);
}

/** Choices of one facet with how many clusters each would leave, the other filters as they are. */
export type FacetCounts<T> = readonly (readonly [value: T, count: number])[];
export type ClusterFacets = {
  readonly views: Readonly<Record<ClusterView, number>>;
  readonly kinds: FacetCounts<Kind>;
  readonly sourceIds: FacetCounts<number>;
  readonly languages: FacetCounts<string>;
  readonly owners: FacetCounts<string>;
  readonly trends: FacetCounts<Trend>;
  readonly themeIds: FacetCounts<number>;
  /** The gravest first. */
  readonly severities: FacetCounts<SeverityLevel>;
  readonly signs: FacetCounts<Sign>;
  readonly activeDays: FacetCounts<number>;
  readonly minVoices: FacetCounts<number>;
};

const ACTIVE_DAYS = [7, 30, 90, 365] as const;
const MIN_VOICES = [2, 5, 10, 25, 100] as const;

/** Live counts: within a facet as if none of its own choices were made. Views count everything in them, unfiltered. */
export function countFacets(
  all: readonly ClusterFacts[],
  { selection, onlooker }: { selection: ClusterSelection; onlooker: Onlooker },
): ClusterFacets {
  const tests = Object.entries(toTests(all, selection, onlooker));
  const score = createScorer(selection.q);
  const left = all.flatMap((facts) => {
    const failed = score(facts) === null ? tests : tests.filter(([, test]) => !test(facts));
    return failed.length > 1 ? [] : [{ facts, failed: failed[0]?.[0] }];
  });
  // What fails one filter alone is among that filter's choices.
  const without = (name: keyof ReturnType<typeof toTests>) =>
    left.flatMap(({ facts, failed }) => (failed === undefined || failed === name ? [facts] : []));
  const newestAt = newest(all);
  const active = without('activeDays');
  const sized = without('minVoices');
  return {
    views: countViews(all, onlooker),
    kinds: tally(without('kinds'), ({ kind }) => [kind]),
    sourceIds: tally(without('sourceIds'), ({ sources }) => sources.map(([id]) => id)),
    languages: tally(without('languages'), ({ languages }) => languages.map(([language]) => language)),
    owners: tally(without('owners'), ({ ownerId }) => [ownerId ?? NOBODY]),
    trends: tally(without('trends'), ({ trend }) => (trend ? [trend] : [])),
    themeIds: tally(without('themeIds'), ({ theme }) => (theme ? [theme.id] : [])),
    severities: inOrder(tally(without('severities'), ({ severity }) => (severity ? [severity.level] : []))),
    signs: tally(without('signs'), ({ signs }) => signs.map(([sign]) => sign)),
    activeDays: ACTIVE_DAYS.map((days) => [days, active.filter((facts) => isActive(facts, days, newestAt)).length]),
    minVoices: MIN_VOICES.map((least) => [least, sized.filter(({ voiceCount }) => voiceCount >= least).length]),
  };
}

/** Whether a cluster stands in a view; dismissed and done ones are in their own places only. */
export function inView(facts: ClusterFacts, view: ClusterView, { now, userId }: Onlooker): boolean {
  if (view === 'all') return true;
  if (facts.state === 'dismissed') return view === 'dismissed';
  if (facts.doneAt !== null) return view === 'done';
  if ((facts.snoozedUntil ?? 0) > now) return view === 'snoozed';
  switch (view) {
    case 'open':
      return true;
    case 'inbox':
      return !facts.isCurated;
    case 'curated':
      return facts.isCurated;
    case 'mine':
      return userId !== null && facts.ownerId === userId;
    default:
      return false;
  }
}

function toTests(all: readonly ClusterFacts[], selection: ClusterSelection, onlooker: Onlooker) {
  const {
    view = 'all',
    kinds,
    sourceIds,
    languages,
    owners,
    trends,
    themeIds,
    severities,
    signs,
    activeDays,
    minVoices,
  } = selection;
  const newestAt = newest(all);
  return {
    view: (facts: ClusterFacts) => inView(facts, view, onlooker),
    kinds: ({ kind }: ClusterFacts) => !kinds?.length || kinds.includes(kind),
    sourceIds: ({ sources }: ClusterFacts) => !sourceIds?.length || sources.some(([id]) => sourceIds.includes(id)),
    languages: (facts: ClusterFacts) =>
      !languages?.length || facts.languages.some(([language]) => languages.includes(language)),
    owners: ({ ownerId }: ClusterFacts) => !owners?.length || owners.includes(ownerId ?? NOBODY),
    trends: ({ trend }: ClusterFacts) => !trends?.length || (trend !== null && trends.includes(trend)),
    themeIds: ({ theme }: ClusterFacts) => !themeIds?.length || (theme !== null && themeIds.includes(theme.id)),
    severities: ({ severity }: ClusterFacts) =>
      !severities?.length || (severity !== null && severities.includes(severity.level)),
    signs: (facts: ClusterFacts) => !signs?.length || facts.signs.some(([sign]) => signs.includes(sign)),
    activeDays: (facts: ClusterFacts) => activeDays === undefined || isActive(facts, activeDays, newestAt),
    minVoices: ({ voiceCount }: ClusterFacts) => minVoices === undefined || voiceCount >= minVoices,
  };
}

/** One number each, so that a page can go on after it; the second measure breaks ties of the first. */
function rankOf(facts: ClusterFacts, sort: ClusterSort, { fit, place }: { fit: number; place: number }): number {
  const { voiceCount, postCount, recentVoiceCount, earlierVoiceCount, lastSeenAt } = facts;
  switch (sort) {
    case 'rank':
      return toWhole(facts) * 10_000_000 + postCount;
    case 'voices':
      return voiceCount * 10_000_000 + postCount;
    case 'size':
      return postCount * 10_000_000 + voiceCount;
    case 'growth':
      return recentVoiceCount - earlierVoiceCount;
    case 'severity':
      return rankSeverity(facts.severity) * 10_000_000 + Math.min(voiceCount, 9_999_999);
    case 'heat':
      return facts.heatedVoiceCount * 10_000_000 + voiceCount;
    case 'theme':
      return place * 2_000_000_000_000 + toWhole(facts) * 10_000 + Math.min(postCount, 9999);
    case 'recent':
      return lastSeenAt ?? 0;
    case 'best':
      return Math.round(fit * 1000) * 10_000_000 + voiceCount;
  }
}

/** Whole numbers of eight or nine digits. */
function toWhole({ heardRank }: ClusterFacts): number {
  return Math.round((heardRank + 1000) * 100_000);
}

/** By level, then by how many people show the sign that it follows from; nothing is 0. */
function rankSeverity(severity: ClusterFacts['severity']): number {
  if (severity === null) return 0;
  const level = SEVERITY_LEVELS.length - SEVERITY_LEVELS.indexOf(severity.level);
  return level * 10_000_000 + Math.min(severity.voiceCount, 9_999_999);
}

function inOrder(counts: FacetCounts<SeverityLevel>): FacetCounts<SeverityLevel> {
  return [...counts].sort(([a], [b]) => SEVERITY_LEVELS.indexOf(a) - SEVERITY_LEVELS.indexOf(b));
}

/** Places of themes from 1 up, that of most voices last; whatever stands in none has no place. */
function orderThemes(all: readonly ClusterFacts[]): Map<number, number> {
  const voices = new Map<number, number>();
  for (const { theme, voiceCount } of all) if (theme) voices.set(theme.id, (voices.get(theme.id) ?? 0) + voiceCount);
  const ordered = [...voices].sort(([a, x], [b, y]) => x - y || b - a);
  return new Map(ordered.map(([id], i) => [id, i + 1]));
}

/** 0 for all when nothing is searched for. */
function createScorer(q: string | undefined): (facts: ClusterFacts) => number | null {
  if (!q?.trim()) return () => 0;
  const terms = parseQuery(q);
  return terms.length === 0 ? () => null : ({ words }) => scoreWords(terms, words());
}

/** How many clusters are in each view. */
export function countViews(all: readonly ClusterFacts[], onlooker: Onlooker): Record<ClusterView, number> {
  const entries = CLUSTER_VIEWS.map((view) => [view, all.filter((facts) => inView(facts, view, onlooker)).length]);
  // Object.fromEntries forgets the names of the keys.
  return Object.fromEntries(entries) as Record<ClusterView, number>;
}

function tally<T extends string | number>(
  clusters: readonly ClusterFacts[],
  valuesOf: (facts: ClusterFacts) => readonly T[],
): FacetCounts<T> {
  const counts = new Map<T, number>();
  for (const facts of clusters) for (const value of valuesOf(facts)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, aCount], [b, bCount]) => bCount - aCount || (a < b ? -1 : 1));
}

function newest(all: readonly ClusterFacts[]): number {
  return all.reduce((latest, { lastSeenAt }) => Math.max(latest, lastSeenAt ?? 0), 0);
}

function isActive({ lastSeenAt }: ClusterFacts, days: number, newestAt: number): boolean {
  return lastSeenAt !== null && lastSeenAt >= newestAt - days * 86_400_000;
}
