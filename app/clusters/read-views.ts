import type { AppContext } from '#server/app-context.ts';
import { type ClusterFacts, readClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import { countViews, type Onlooker, selectClusters } from '#server/clusters/select-clusters.ts';
import { getCoverage } from '#server/overview/get-coverage.ts';
import { countSuggestions } from '#server/suggestions/find-suggestions.ts';
import { findViews, type SavedView } from '#server/views/find-views.ts';
import { readClusterParams, sortOf, toSelection } from './cluster-filter.ts';

/** What a list of views shows of a saved one. */
export type SavedViewRow = Pick<SavedView, 'id' | 'name' | 'search' | 'isShared'> & {
  readonly count: number;
  /** Null: one's own. */
  readonly ownerName: string | null;
};

/** The numbers beside the places of the workbench that are no view of clusters. */
export async function readPlaces(context: AppContext) {
  const [coverage, suggestions] = await Promise.all([getCoverage(context), countSuggestions(context)]);
  return {
    suggestionCount: suggestions.shownCount,
    unplacedCount: coverage ? coverage.postCount - coverage.placedCount : null,
  };
}

/** Saved views, each with how many clusters it leaves. */
export async function readSavedViews(
  context: AppContext,
  { all, onlooker }: { all: readonly ClusterFacts[]; onlooker: Onlooker },
): Promise<SavedViewRow[]> {
  const views = await findViews(context, { userId: onlooker.userId });
  return views.map(({ id, name, search, isShared, ownerId, ownerName }) => {
    const params = readClusterParams(new URLSearchParams(search));
    const found = selectClusters(all, { selection: toSelection(params), sort: sortOf(params), onlooker });
    const isOwn = ownerId === onlooker.userId;
    return { id, name, search, isShared, count: found.length, ownerName: isOwn ? null : ownerName };
  });
}

/** All of it, for pages that list no clusters. */
export async function readViews(context: AppContext, { userId }: { userId: string | null }) {
  const all = await readClusterFacts(context);
  const onlooker = { now: Date.now(), userId };
  const [places, saved] = await Promise.all([readPlaces(context), readSavedViews(context, { all, onlooker })]);
  return { counts: countViews(all, onlooker), saved, ...places };
}
