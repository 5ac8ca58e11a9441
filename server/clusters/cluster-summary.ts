import { sql } from 'drizzle-orm';
import {
  type ClusterState,
  type ClusterTerm,
  clusters,
  type Kind,
  runClusters,
  type SignCount,
  type WeekPoint,
} from '#db/schema.ts';
import { type ClusterTheme, themeColumn } from './cluster-theme.ts';

/** A cluster as lists show it: what the current run found, under what people decided. */
export type ClusterSummary = {
  readonly id: number;
  readonly title: string;
  readonly kind: Kind;
  readonly state: ClusterState;
  readonly terms: readonly ClusterTerm[];
  readonly postCount: number;
  readonly voiceCount: number;
  readonly firstSeenAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly weeks: readonly WeekPoint[];
  /** What makes its severity, see `rateSeverity`, and heat. */
  readonly signs: readonly SignCount[];
  readonly dismissReason: string | null;
  /** Posts that came since it was dismissed; null for an open one. */
  readonly postsSinceDismissal: number | null;
  readonly ownerId: string | null;
  readonly snoozedUntil: Date | null;
  readonly doneAt: Date | null;
  /** Made by a person from posts of their choice. */
  readonly isByHand: boolean;
  readonly theme: ClusterTheme | null;
  /** For `expectedVersion` of a decision. */
  readonly version: number;
};

/** For a select from `clusters` joined with `run_clusters` of one run. */
export const clusterColumns = {
  id: clusters.id,
  title: sql<string>`coalesce(${clusters.name}, ${runClusters.title})`,
  kind: sql<Kind>`coalesce(${clusters.kindOverride}, ${runClusters.kind})`,
  state: clusters.state,
  terms: runClusters.terms,
  postCount: runClusters.postCount,
  voiceCount: runClusters.voiceCount,
  firstSeenAt: runClusters.firstSeenAt,
  lastSeenAt: runClusters.lastSeenAt,
  weeks: runClusters.weeks,
  signs: runClusters.signs,
  dismissReason: clusters.dismissReason,
  postsSinceDismissal: sql<number | null>`case when ${clusters.state} = 'dismissed'
    then greatest(0, ${runClusters.postCount} - coalesce(${clusters.dismissedPostCount}, ${runClusters.postCount})) end`,
  ownerId: clusters.ownerId,
  snoozedUntil: clusters.snoozedUntil,
  doneAt: clusters.doneAt,
  isByHand: clusters.isByHand,
  theme: themeColumn,
  version: clusters.version,
};
