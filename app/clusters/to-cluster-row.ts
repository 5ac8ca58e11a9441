import type { ClusterSummary } from '#server/clusters/cluster-summary.ts';
import { lastWeeks, type Week } from '../weeks.ts';

const WEEKS = 12;

/** What a list draws of a cluster. */
export type ClusterRowContent = Pick<
  ClusterSummary,
  'id' | 'title' | 'kind' | 'postCount' | 'voiceCount' | 'lastSeenAt' | 'postsSinceDismissal'
> & { readonly weeks: readonly Week[] };

/**
 * A cluster of many years carries hundreds of weeks, of which a list draws twelve: the others are not sent.
 * @param latestAt the last week of all sparklines of a list, so that they can be compared.
 */
export function toClusterRow(cluster: ClusterSummary, { latestAt }: { latestAt: number }): ClusterRowContent {
  const { id, title, kind, postCount, voiceCount, lastSeenAt, postsSinceDismissal } = cluster;
  const weeks = lastWeeks(cluster.weeks, { to: latestAt, count: WEEKS });
  return { id, title, kind, postCount, voiceCount, lastSeenAt, postsSinceDismissal, weeks };
}
