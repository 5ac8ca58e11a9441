import { isDeepStrictEqual } from 'node:util';
import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { runs, workspace } from '#db/schema.ts';
import { TOLD_KINDS } from '#pipelines/kinds/kind.ts';
import type { KindThreshold } from '#pipelines/kinds/set-thresholds.ts';
import { type PipelineOptions, resolveParameters } from '#pipelines/parameters.ts';
import { CLUSTERING_MODES } from '#server/clusters/clustering-input.ts';
import { readVersion } from '#server/config/read-version.ts';
import type { Queryable } from '#server/database/database.ts';
import { getEndpoint } from '#server/embeddings/endpoint.ts';

const Count = z.int().min(0);
const Carried = z.object({
  version: z.string(),
  seed: z.int(),
  parameters: z.record(z.string(), z.unknown()),
  notice: z.string().nullable(),
  kinds: z.array(z.object({ kind: z.string(), rate: z.number(), threshold: z.number() })),
});
const FullRun = z.object({ id: z.int(), postCount: Count, placedCount: Count });
const SinceFull = z.object({ postCount: Count, unplacedCount: Count });
const Published = Carried.extend({
  mode: z.enum(CLUSTERING_MODES),
  postCount: Count,
  placedCount: Count,
  fullRun: FullRun.optional(),
  sinceFull: SinceFull.optional(),
});
export type FullRun = z.infer<typeof FullRun>;
export type SinceFull = z.infer<typeof SinceFull>;

/** The current run, as one that posts can be placed on. */
export type Ground = {
  readonly runId: number;
  readonly startedAt: Date;
  readonly postCount: number;
  /** The last run that found clusters in all posts. */
  readonly fullRun: FullRun;
  /** Posts that were placed since then, an edited one each time, and those of them that fitted nowhere. */
  readonly sinceFull: SinceFull;
  /** Beside `TOLD_KINDS`. */
  readonly thresholds: readonly KindThreshold[];
  /** What every run on this ground says of itself as the full run did. */
  readonly carried: z.infer<typeof Carried>;
};

/**
 * The current run, where it found clusters as a full run would find them today: by the same engine with the same
 * options, and by words alone. Null where new posts call for a full run, whatever they are.
 */
export async function findGround(
  { db }: { db: Queryable },
  { options }: { options: PipelineOptions },
): Promise<Ground | null> {
  const [row] = await db
    .select({ runId: runs.id, startedAt: runs.startedAt, result: sql`${runs.checkpoint} -> 'result'` })
    .from(workspace)
    .innerJoin(runs, eq(runs.id, workspace.currentRunId))
    .where(eq(workspace.id, 1));
  const published = Published.safeParse(row?.result).data;
  if (!row || !published || published.placedCount === 0 || published.version !== readVersion()) return null;
  if ((await getEndpoint({ db })) !== null) return null;
  const { wordVectors } = published.parameters;
  const today = resolveParameters(options, { wordVectors: typeof wordVectors === 'string' ? wordVectors : null });
  // Told how many clusters there are, every post has one: that only a full run can see to.
  if (today.clusterCount !== null || !isDeepStrictEqual(published.parameters, { ...today })) return null;
  const { runId, startedAt } = row;
  const { postCount, placedCount, fullRun, sinceFull } = published;
  return {
    ...{ runId, postCount },
    startedAt: startedAt ?? new Date(0),
    fullRun: fullRun ?? { id: runId, postCount, placedCount },
    sinceFull: sinceFull ?? { postCount: 0, unplacedCount: 0 },
    thresholds: TOLD_KINDS.map((kind) => {
      const { rate, threshold } = published.kinds.find((one) => one.kind === kind) ?? { rate: 0, threshold: 1 };
      return { rate, threshold };
    }),
    carried: Carried.parse(published),
  };
}
