import { and, eq, isNull, sql } from 'drizzle-orm';
import { type ClusterTerm, clusters, runClusters } from '#db/schema.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { getCluster } from '#server/clusters/get-cluster.ts';
import type { Queryable } from '#server/database/database.ts';

export type ClusterExplanation = {
  readonly clusterId: number;
  readonly terms: readonly ClusterTerm[];
  /** The cluster whose terms are most like its own; null when none shares one. */
  readonly neighbour: {
    readonly id: number;
    readonly title: string;
    /** Cosine of the two clusters' terms, 0 to 1. */
    readonly similarity: number;
    readonly sharedTerms: readonly string[];
    /** What only this one goes by, strongest first, and what only the neighbour does. */
    readonly ownTerms: readonly string[];
    readonly otherTerms: readonly string[];
  } | null;
};

/** What a cluster's label is made of, and what separates it from its nearest neighbour. @throws AppError `not_found`. */
export async function explainCluster(
  { db }: { db: Queryable },
  { clusterId }: { clusterId: number },
): Promise<ClusterExplanation> {
  const cluster = await getCluster({ db }, { clusterId });
  const runId = await getCurrentRunId({ db });
  const rows = await db
    .select({
      id: clusters.id,
      title: sql<string>`coalesce(${clusters.name}, ${runClusters.title})`,
      terms: runClusters.terms,
    })
    .from(runClusters)
    .innerJoin(clusters, eq(clusters.id, runClusters.clusterId))
    .where(and(eq(runClusters.runId, runId ?? 0), isNull(clusters.mergedIntoId), sql`${runClusters.postCount} > 0`))
    .orderBy(clusters.id);
  let nearest: ClusterExplanation['neighbour'] = null;
  for (const other of rows) {
    if (other.id === cluster.id) continue;
    const similarity = compare(cluster.terms, other.terms);
    if (similarity <= (nearest?.similarity ?? 0)) continue;
    nearest = { id: other.id, title: other.title, similarity, ...separate(cluster.terms, other.terms) };
  }
  return { clusterId: cluster.id, terms: cluster.terms, neighbour: nearest };
}

function compare(a: readonly ClusterTerm[], b: readonly ClusterTerm[]): number {
  const weights = new Map(b.map(({ term, weight }) => [term, weight]));
  const dot = a.reduce((sum, { term, weight }) => sum + weight * (weights.get(term) ?? 0), 0);
  const length = (terms: readonly ClusterTerm[]) => Math.sqrt(terms.reduce((sum, { weight }) => sum + weight ** 2, 0));
  return dot === 0 ? 0 : Math.round((dot / (length(a) * length(b))) * 10_000) / 10_000;
}

function separate(own: readonly ClusterTerm[], other: readonly ClusterTerm[]) {
  const ownTerms = own.map(({ term }) => term);
  const otherTerms = other.map(({ term }) => term);
  return {
    sharedTerms: ownTerms.filter((term) => otherTerms.includes(term)),
    ownTerms: ownTerms.filter((term) => !otherTerms.includes(term)),
    otherTerms: otherTerms.filter((term) => !ownTerms.includes(term)),
  };
}
