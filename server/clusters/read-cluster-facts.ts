import { sql } from 'drizzle-orm';
import type { ClusterState, Kind, SignCount, WeekPoint } from '#db/schema.ts';
import { rateSeverity, type SeverityRating } from '#pipelines/mentions/rate-severity.ts';
import { type PreparedWords, prepareWords } from '#pipelines/search/score-words.ts';
import { compareWindows, type Trend } from '#pipelines/trends/compare-windows.ts';
import type { Queryable } from '#server/database/database.ts';
import { findIngestionGaps } from '#server/posts/find-ingestion-gaps.ts';
import { getLatestPostedAt } from '#server/posts/get-latest-posted-at.ts';
import { type ClusterTheme, toTheme } from './cluster-theme.ts';
import { getCurrentRunId } from './current-run.ts';
import { rankHeard } from './heard-weight.ts';

/** What lists of clusters are filtered, counted and sorted by. */
export type ClusterFacts = {
  readonly id: number;
  readonly version: number;
  readonly title: string;
  readonly kind: Kind;
  readonly state: ClusterState;
  readonly ownerId: string | null;
  readonly snoozedUntil: number | null;
  readonly doneAt: number | null;
  /** A person has decided something about it that still holds. */
  readonly isCurated: boolean;
  readonly postCount: number;
  readonly voiceCount: number;
  /** The higher the more voices it has and the later they were heard, see `rankHeard`. */
  readonly heardRank: number;
  readonly postsSinceDismissal: number | null;
  readonly firstSeenAt: number | null;
  readonly lastSeenAt: number | null;
  readonly sources: readonly (readonly [sourceId: number, postCount: number])[];
  readonly languages: readonly (readonly [language: string, postCount: number])[];
  readonly signs: readonly SignCount[];
  /** How hard its matter hits; null: no sign of it is shown by enough people. */
  readonly severity: SeverityRating | null;
  /** People whose words are heated. */
  readonly heatedVoiceCount: number;
  /** The last twelve weeks with voices. */
  readonly weeks: readonly WeekPoint[];
  /** The heading that it stands under with others. */
  readonly theme: ClusterTheme | null;
  /** Sums of weekly voices in the four weeks to the newest post of all, and in the four before. */
  readonly recentVoiceCount: number;
  readonly earlierVoiceCount: number;
  /** Null where nothing can be said: in those weeks nothing came in from one of its sources. */
  readonly trend: Trend | null;
  /** Prepared when a search first asks. */
  readonly words: () => ClusterWords;
};
type ClusterWords = { readonly title: PreparedWords; readonly rest: PreparedWords };

const WINDOW_WEEKS = 4;
const WEEK_MS = 7 * 86_400_000;
/** Facts with what each was read at. */
type Reading = { readonly marks: ReadonlyMap<number, string>; readonly facts: readonly ClusterFacts[] };
type Known = { readonly scope: string; readonly state: string; readonly reading: Promise<Reading> };
const known = new WeakMap<object, Known>();

/**
 * All clusters of the current run that hold posts, by id. A few thousand at most, so every list, facet and count is made
 * from this one reading of them; when a run is published they are read again, after a decision those it changed.
 */
export async function readClusterFacts({ db }: { db: Queryable }): Promise<readonly ClusterFacts[]> {
  const runId = await getCurrentRunId({ db });
  if (runId === null) return [];
  const latestAt = await getLatestPostedAt({ db });
  const gaps = await findIngestionGaps({ db });
  const scope = JSON.stringify([runId, latestAt, [...gaps]]);
  const state = await readState(db, runId);
  const last = known.get(db);
  if (last?.scope === scope && last.state === state) return (await last.reading).facts;
  const reading = readAgain(db, { runId, latestAt, gaps }, last?.scope === scope ? last.reading : null);
  known.set(db, { scope, state, reading });
  // What failed is asked for again by the next reader.
  reading.catch(() => known.delete(db));
  return (await reading).facts;
}

/** Differs as soon as any decision, recount or erasure is visible: whatever writes a row gives it a later `xmin`. */
async function readState(db: Queryable, runId: number): Promise<string> {
  const { rows } = await db.execute(sql`
    select count(*) as n, sum(c.xmin::text::bigint) as clusters, sum(rc.xmin::text::bigint) as found
    from run_clusters rc join clusters c on c.id = rc.cluster_id where rc.run_id = ${runId}`);
  return JSON.stringify(rows[0]);
}

/** Marks are read first: what changes between them and the rows is read once more by the next reader. */
async function readAgain(db: Queryable, of: Scope, before: Promise<Reading> | null): Promise<Reading> {
  const marks = await readMarks(db, of.runId);
  const last = await before;
  const kept = new Map(last?.facts.map((facts) => [facts.id, facts]));
  const changed = [...marks].flatMap(([id, mark]) => (last?.marks.get(id) === mark ? [] : [id]));
  const read = changed.length > 0 ? await readFacts(db, of, changed) : [];
  const fresh = new Map(read.map((facts) => [facts.id, facts]));
  for (const id of changed) kept.delete(id);
  return { marks, facts: [...marks.keys()].flatMap((id) => fresh.get(id) ?? kept.get(id) ?? []) };
}

async function readMarks(db: Queryable, runId: number): Promise<ReadonlyMap<number, string>> {
  const { rows } = await db.execute<{ id: number; mark: string }>(sql`
    select c.id::float8 as id, concat_ws(' ', c.xmin, rc.xmin) as mark
    from run_clusters rc join clusters c on c.id = rc.cluster_id and c.merged_into_id is null
    where rc.run_id = ${runId} and rc.post_count > 0
    order by c.id`);
  return new Map(rows.map(({ id, mark }) => [id, mark]));
}

type Row = {
  id: number;
  version: number;
  title: string;
  kind: Kind;
  state: ClusterState;
  owner_id: string | null;
  snoozed_ms: number | null;
  done_ms: number | null;
  is_curated: boolean;
  post_count: number;
  voice_count: number;
  heard_weight: number;
  undated_count: number;
  is_anonymous: boolean;
  since_dismissal: number | null;
  first_ms: number | null;
  last_ms: number | null;
  sources: [number, number][];
  languages: [string, number][];
  signs: SignCount[];
  weeks: WeekPoint[];
  terms: string[] | null;
  theme_id: number | null;
  theme_terms: string[] | null;
};

type Scope = {
  readonly runId: number;
  readonly latestAt: Date | null;
  readonly gaps: ReadonlyMap<number, readonly string[]>;
};

async function readFacts(
  db: Queryable,
  { runId, latestAt, gaps }: Scope,
  clusterIds: readonly number[],
): Promise<readonly ClusterFacts[]> {
  const { rows } = await db.execute(sql`
    select c.id::float8 as id, c.version, coalesce(c.name, rc.title) as title, coalesce(c.kind_override, rc.kind) as kind,
      c.state, c.owner_id, (extract(epoch from c.snoozed_until) * 1000)::float8 as snoozed_ms, (extract(epoch from c.done_at) * 1000)::float8 as done_ms,
      (c.decided_by <> '{}' or c.is_by_hand or exists (select 1 from pins n where n.cluster_id = c.id)
        or exists (select 1 from clusters m where m.merged_into_id = c.id)) as is_curated, rc.post_count, rc.voice_count,
      rc.heard_weight, rc.undated_count, rc.is_anonymous,
      case when c.state = 'dismissed' then greatest(0, rc.post_count - coalesce(c.dismissed_post_count, rc.post_count)) end
        as since_dismissal,
      (extract(epoch from rc.first_seen_at) * 1000)::float8 as first_ms,
      (extract(epoch from rc.last_seen_at) * 1000)::float8 as last_ms,
      rc.sources, rc.languages, rc.signs, jsonb_path_query_array(rc.weeks, '$[last - 11 to last]') as weeks,
      (select array_agg(t->>'term') from jsonb_array_elements(rc.terms) t) as terms,
      t.theme_id::float8 as theme_id, t.terms as theme_terms
    from run_clusters rc join clusters c on c.id = rc.cluster_id and c.merged_into_id is null
    left join run_themes t on t.run_id = rc.run_id and t.theme_id = rc.theme_id
    where rc.run_id = ${runId} and rc.cluster_id = any(${sql.param(clusterIds)}::bigint[])`);
  const windows = toWindows(latestAt);
  const gapWeeks = new Map([...gaps].map(([id, mondays]) => [id, mondays.some((monday) => monday >= windows.earlier)]));
  // The columns are named and typed above.
  return (rows as Row[]).map((row) => toFacts(row, { ...windows, latestAt }, gapWeeks));
}

function toFacts(
  row: Row,
  windows: { recent: string; earlier: string; latestAt: Date | null },
  isGapped: ReadonlyMap<number, boolean>,
): ClusterFacts {
  let recentVoiceCount = 0;
  let earlierVoiceCount = 0;
  for (const [monday, voiceCount] of row.weeks) {
    if (monday >= windows.recent) recentVoiceCount += voiceCount;
    else if (monday >= windows.earlier) earlierVoiceCount += voiceCount;
  }
  const isTold = !row.sources.some(([id]) => isGapped.get(id));
  return {
    ...{ id: row.id, version: row.version, title: row.title, kind: row.kind, state: row.state },
    ...{ ownerId: row.owner_id, snoozedUntil: row.snoozed_ms, doneAt: row.done_ms, isCurated: row.is_curated },
    ...{ postCount: row.post_count, voiceCount: row.voice_count, postsSinceDismissal: row.since_dismissal },
    heardRank: rankHeard(
      { heardWeight: row.heard_weight, undatedCount: row.undated_count, isAnonymous: row.is_anonymous },
      windows.latestAt,
    ),
    ...{ firstSeenAt: row.first_ms, lastSeenAt: row.last_ms, sources: row.sources, languages: row.languages },
    signs: row.signs,
    severity: rateSeverity(row.signs, row.voice_count),
    heatedVoiceCount: row.signs.find(([sign]) => sign === 'heated')?.[1] ?? 0,
    weeks: row.weeks,
    theme: row.theme_id === null ? null : toTheme({ id: row.theme_id, terms: row.theme_terms ?? [] }),
    recentVoiceCount,
    earlierVoiceCount,
    trend: isTold ? compareWindows(recentVoiceCount, earlierVoiceCount) : null,
    words: once(() => ({ title: prepareWords(row.title), rest: prepareWords((row.terms ?? []).join(' ')) })),
  };
}

/** Windows end with the newest post, not today: an import may be months old. */
function toWindows(latestAt: Date | null): { recent: string; earlier: string } {
  const day = latestAt ?? new Date(0);
  const monday = Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  const back = (weeks: number) => new Date(monday - weeks * WEEK_MS).toISOString().slice(0, 10);
  return { recent: back(WINDOW_WEEKS - 1), earlier: back(2 * WINDOW_WEEKS - 1) };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
