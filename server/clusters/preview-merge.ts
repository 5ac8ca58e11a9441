import type { ClusterTerm } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { countMembers, type MemberCounts } from './count-members.ts';
import { getCurrentRunId } from './current-run.ts';
import { findClustersByIds } from './find-clusters-by-ids.ts';
import { getCluster } from './get-cluster.ts';

export type MergePreview = MemberCounts & {
  readonly into: { readonly id: number; readonly title: string };
  readonly merged: readonly {
    readonly id: number;
    readonly title: string;
    readonly postCount: number;
    readonly version: number;
  }[];
  /** Terms that the survivor has in common with each of the others. */
  readonly sharedTerms: readonly string[];
  /** Terms of the others that the survivor does not go by, strongest first. */
  readonly lostTerms: readonly ClusterTerm[];
};

/** What merging clusters would come to; nothing is changed. @throws AppError `not_found`, `invalid` for one cluster alone. */
export async function previewMerge(
  { db }: { db: Queryable },
  { clusterIds, intoClusterId }: { clusterIds: readonly number[]; intoClusterId: number },
): Promise<MergePreview> {
  const runId = await getCurrentRunId({ db });
  const into = await getCluster({ db }, { clusterId: intoClusterId });
  const chosen = await findClustersByIds({ db }, { clusterIds });
  const others = chosen.filter(({ id }) => id !== into.id);
  if (runId === null) throw new AppError('not_found', 'There are no clusters yet.');
  if (others.length === 0) throw new AppError('invalid', 'Choose at least one other cluster to merge.');
  const own = new Set(into.terms.map(({ term }) => term));
  const lost = others.flatMap(({ terms }) => terms).filter(({ term }) => !own.has(term));
  const strongest = new Map<string, number>();
  for (const { term, weight } of lost) strongest.set(term, Math.max(weight, strongest.get(term) ?? 0));
  return {
    into: { id: into.id, title: into.title },
    merged: others.map(({ id, title, postCount, version }) => ({ id, title, postCount, version })),
    ...(await countMembers({ db }, { runId, clusterIds: [into.id, ...others.map(({ id }) => id)] })),
    sharedTerms: [...own].filter((term) => others.every(({ terms }) => terms.some((one) => one.term === term))),
    lostTerms: [...strongest]
      .map(([term, weight]) => ({ term, weight }))
      .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1)),
  };
}
