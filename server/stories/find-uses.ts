import { asc, desc, eq, sql } from 'drizzle-orm';
import { intendedUses, posts, productDocs, runUses, sources, useMarks } from '#db/schema.ts';
import { rankSurprise } from '#pipelines/stories/rank-surprise.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';

/** A telling of a use, in a member's own words. Who said them is left out on purpose. */
export type ToldUse = {
  readonly postId: number;
  /** Exactly as stored. */
  readonly words: string;
  readonly who: string | null;
  readonly what: string | null;
  readonly purpose: string;
  /** 0 to 1, a ranking only. */
  readonly surprise: number;
  readonly mark: 'known' | 'surprising' | null;
  readonly place: string;
  readonly language: string | null;
  readonly permalink: string | null;
  readonly postedAt: Date | null;
};

/** More are not ranked at a time: a person reads the first screens. */
const MOST_USES = 3000;
const MOST_KNOWN = 2000;
const MOST_DOCS = 200;

/** What a person made of a use; `none`: nobody has looked at it yet. */
export const USE_MARKS = ['none', 'surprising', 'known'] as const;
export type UseMark = (typeof USE_MARKS)[number];

export type FoundUses = {
  readonly uses: ToldUse[];
  /** Of those asked for. */
  readonly total: number;
  readonly counts: Readonly<Record<UseMark, number>>;
  /** Whether uses or docs are declared. */
  readonly hasKnown: boolean;
};

/**
 * Tellings of use of the current run, the most unexpected first; those marked known come last.
 * @param mark only those with it; all without.
 */
export async function findUses(
  { db }: { db: Queryable },
  {
    mark,
    offset = 0,
    limit = 20,
  }: { mark?: UseMark | undefined; offset?: number | undefined; limit?: number | undefined } = {},
): Promise<FoundUses> {
  const counts = { none: 0, surprising: 0, known: 0 };
  const runId = await getCurrentRunId({ db });
  if (runId === null) return { uses: [], total: 0, counts, hasKnown: false };
  const [rows, known] = await Promise.all([readUses({ db }, { runId }), readKnown({ db })]);
  const surprises = rankSurprise(
    rows.map(({ purpose, words, strength }) => ({ purpose, sentence: words, strength })),
    {
      intended: known.intended,
      docStems: known.docStems,
      surprising: rows.filter(({ mark }) => mark === 'surprising').map(({ purpose }) => purpose),
    },
  );
  const uses = rows
    .map(({ strength: _, ...use }, i) => ({ ...use, surprise: surprises[i] ?? 0 }))
    .sort(
      (a, b) =>
        Number(a.mark === 'known') - Number(b.mark === 'known') ||
        Number(b.mark === 'surprising') - Number(a.mark === 'surprising') ||
        b.surprise - a.surprise ||
        a.postId - b.postId,
    );
  const hasKnown = known.intended.length > 0 || Object.keys(known.docStems).length > 0;
  for (const use of uses) counts[use.mark ?? 'none'] += 1;
  const asked = mark === undefined ? uses : uses.filter((use) => (use.mark ?? 'none') === mark);
  return { uses: asked.slice(offset, offset + limit), total: asked.length, counts, hasKnown };
}

function readUses({ db }: { db: Queryable }, { runId }: { runId: number }) {
  return db
    .select({
      postId: runUses.postId,
      // PostgreSQL counts characters, offsets count UTF-16 units: the cut is made here, of the very version it was found in.
      text: posts.text,
      start: runUses.startOffset,
      end: runUses.endOffset,
      who: runUses.who,
      what: runUses.what,
      purpose: runUses.purpose,
      strength: runUses.strength,
      mark: useMarks.mark,
      place: sql<string>`coalesce(${sources.platform}, ${sources.name})`,
      language: posts.language,
      permalink: posts.url,
      postedAt: posts.postedAt,
    })
    .from(runUses)
    .innerJoin(
      posts,
      sql`${posts.id} = ${runUses.postId} and ${posts.deletedAt} is null and ${posts.contentHash} = ${runUses.contentHash}`,
    )
    .innerJoin(sources, eq(sources.id, posts.sourceId))
    .leftJoin(useMarks, eq(useMarks.postId, runUses.postId))
    .where(eq(runUses.runId, runId))
    .orderBy(desc(runUses.strength), asc(runUses.postId))
    .limit(MOST_USES)
    .then((rows) => rows.map(({ text, start, end, ...use }) => ({ ...use, words: text.slice(start, end) })));
}

async function readKnown({ db }: { db: Queryable }) {
  const [intended, docs] = await Promise.all([
    db.select({ text: intendedUses.text }).from(intendedUses).orderBy(asc(intendedUses.id)).limit(MOST_KNOWN),
    db.select({ stems: productDocs.stems }).from(productDocs).orderBy(asc(productDocs.id)).limit(MOST_DOCS),
  ]);
  const docStems: Record<string, number> = Object.create(null);
  for (const { stems } of docs) {
    for (const [stem, count] of Object.entries(stems)) {
      docStems[stem] = (docStems[stem] ?? 0) + count;
    }
  }
  return { intended: intended.map(({ text }) => text), docStems };
}
