import type { ClusterFacts } from '#server/clusters/read-cluster-facts.ts';
import { lastWeeks, type Week } from '../weeks.ts';

const WEEKS = 12;

/** What a list draws of a cluster. */
export type ClusterRowContent = Pick<
  ClusterFacts,
  | 'id'
  | 'version'
  | 'title'
  | 'kind'
  | 'state'
  | 'postCount'
  | 'voiceCount'
  | 'lastSeenAt'
  | 'snoozedUntil'
  | 'postsSinceDismissal'
  | 'trend'
  | 'recentVoiceCount'
  | 'earlierVoiceCount'
  | 'severity'
  | 'heatedVoiceCount'
> & {
  readonly weeks: readonly Week[];
  readonly ownerName: string | null;
  /** Stands above it: it is the first of its theme. */
  readonly heading: ThemeHeading | null;
};

export type ThemeHeading = {
  /** Null: what follows stands in no theme. */
  readonly title: string | null;
  readonly clusterCount: number;
};

/**
 * @param latestAt the last week of all sparklines of a list, so that they can be compared.
 * @param people who may own clusters.
 */
export function toClusterRow(
  facts: ClusterFacts,
  { latestAt, people }: { latestAt: number; people: readonly { readonly id: string; readonly name: string }[] },
): ClusterRowContent {
  const { id, version, title, kind, state, postCount, voiceCount, lastSeenAt, snoozedUntil } = facts;
  const { postsSinceDismissal, trend, recentVoiceCount, earlierVoiceCount, ownerId } = facts;
  const { severity, heatedVoiceCount } = facts;
  return {
    ...{ id, version, title, kind, state, postCount, voiceCount, lastSeenAt, snoozedUntil },
    ...{ postsSinceDismissal, trend, recentVoiceCount, earlierVoiceCount, severity, heatedVoiceCount },
    weeks: lastWeeks(facts.weeks, { to: latestAt, count: WEEKS }),
    heading: null,
    ownerName: people.find((person) => person.id === ownerId)?.name ?? null,
  };
}
