import { eq, sql } from 'drizzle-orm';
import { kindCorrections, posts, runs } from '#db/schema.ts';
import { createKindsJudge, type KindsJudge } from '#pipelines/kinds/create-kinds-judge.ts';
import { joinText } from '#pipelines/kinds/join-text.ts';
import { TOLD_KINDS } from '#pipelines/kinds/kind.ts';
import { learnCorrections } from '#pipelines/kinds/learn-corrections.ts';
import { SHIPPED_MODEL } from '#pipelines/kinds/shipped-model.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import type { Queryable } from '#server/database/database.ts';

export type CommunityJudge = { readonly judge: KindsJudge; readonly thresholds: readonly number[] };

const MOST = 5000;
/** Where no run has measured the community yet. */
const USUAL_THRESHOLD = 0.4;
/** The judge that was learned last, by what it was learned from. */
const LEARNED = new Map<string, KindsJudge>();

/** The judge of kinds as the community's corrections taught it, and the thresholds of the current run. */
export async function loadKindsJudge({ db }: { db: Queryable }): Promise<CommunityJudge> {
  const [thresholds, [state]] = await Promise.all([
    readThresholds({ db }),
    db
      .select({
        count: sql<number>`count(*)::int`,
        mark: sql<string>`coalesce(md5(string_agg(concat_ws(' ', post_id, kind, holds), ',' order by post_id, kind)), '')`,
      })
      .from(kindCorrections),
  ]);
  if (!state || state.count === 0) return { judge: createKindsJudge(SHIPPED_MODEL), thresholds };
  const known = LEARNED.get(state.mark);
  if (known) return { judge: known, thresholds };
  const judge = createKindsJudge(learnCorrections(SHIPPED_MODEL, await readCorrected({ db })));
  LEARNED.clear();
  LEARNED.set(state.mark, judge);
  return { judge, thresholds };
}

async function readCorrected({ db }: { db: Queryable }) {
  const rows = await db
    .select({
      postId: kindCorrections.postId,
      kind: kindCorrections.kind,
      holds: kindCorrections.holds,
      title: posts.title,
      text: posts.text,
    })
    .from(kindCorrections)
    .innerJoin(posts, eq(posts.id, kindCorrections.postId))
    .orderBy(kindCorrections.postId, kindCorrections.kind)
    .limit(MOST);
  const byPost = new Map<number, typeof rows>();
  for (const row of rows) byPost.set(row.postId, [...(byPost.get(row.postId) ?? []), row]);
  return [...byPost.values()].map((own) => ({
    text: own[0] ? joinText(own[0]) : '',
    position: null,
    source: 'corrections',
    labels: own.filter(({ holds }) => holds).map(({ kind }) => kind),
    judged: own.map(({ kind }) => kind),
  }));
}

async function readThresholds({ db }: { db: Queryable }): Promise<number[]> {
  const runId = await getCurrentRunId({ db });
  const [run] =
    runId === null
      ? []
      : await db
          .select({ kinds: sql<unknown>`${runs.checkpoint} -> 'result' -> 'kinds'` })
          .from(runs)
          .where(eq(runs.id, runId));
  const kinds = Array.isArray(run?.kinds) ? (run.kinds as { kind?: unknown; threshold?: unknown }[]) : [];
  return TOLD_KINDS.map((kind) => {
    const threshold = kinds.find((entry) => entry.kind === kind)?.threshold;
    return typeof threshold === 'number' ? threshold : USUAL_THRESHOLD;
  });
}
