import type { PipelineParameters } from '#pipelines/parameters.ts';
import type { PipelineResult } from '#pipelines/run-result.ts';
import type { ReadPosts } from './read-posts.ts';

/** What `analyze --format json` prints. The shape is a contract: other programs read it. */
export type Analysis = {
  readonly run: {
    readonly inputSha256: string;
    readonly postCount: number;
    readonly seed: number;
    readonly parameters: Omit<PipelineParameters, 'seed'>;
    readonly version: string;
    /** Milliseconds by stage, each name ending in `Ms`. */
    readonly timings: Readonly<Record<string, number>>;
    readonly peakRssMb: number;
  };
  readonly clusters: readonly {
    readonly id: string;
    readonly title: string;
    readonly kind: string;
    readonly terms: readonly string[];
    /** Posts whose `clusterId` it is. */
    readonly postCount: number;
    /** Posts that name it in `also`. */
    readonly alsoCount: number;
    readonly voiceCount: number;
    /** ISO 8601, or null when no post has a time. */
    readonly firstSeenAt: string | null;
    readonly lastSeenAt: string | null;
    readonly exemplarIds: readonly string[];
    /** Of one of `themes`; null for a cluster that is like no other. */
    readonly themeId: string | null;
  }[];
  /** Headings over clusters about neighbouring matters; none where there are few clusters. */
  readonly themes: readonly {
    readonly id: string;
    readonly title: string;
    readonly clusterIds: readonly string[];
    readonly postCount: number;
    readonly voiceCount: number;
  }[];
  readonly posts: readonly {
    readonly id: string;
    readonly clusterId: string | null;
    readonly kind: string;
    readonly score: number;
    /** Other clusters that a passage is about: `text.slice(start, end)`. */
    readonly also: readonly {
      readonly clusterId: string;
      readonly start: number;
      readonly end: number;
      readonly score: number;
    }[];
  }[];
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
};

export type Measured = { readonly version: string; readonly readMs: number; readonly peakRssMb: number };

export function toAnalysis(read: ReadPosts, result: PipelineResult, measured: Measured): Analysis {
  const { seed, ...parameters } = result.parameters;
  const timings = Object.entries(result.timings).map(([stage, ms]) => [`${stage}Ms`, Math.round(ms)]);
  return {
    run: {
      inputSha256: read.inputSha256,
      postCount: read.posts.length,
      seed,
      parameters,
      version: measured.version,
      timings: { readMs: Math.round(measured.readMs), ...Object.fromEntries(timings) },
      peakRssMb: measured.peakRssMb,
    },
    clusters: result.clusters.map((cluster) => ({
      id: cluster.key,
      title: cluster.title,
      kind: cluster.kind,
      terms: cluster.terms.map(({ term }) => term),
      postCount: cluster.postCount,
      alsoCount: cluster.alsoCount,
      voiceCount: cluster.voiceCount,
      firstSeenAt: toIso(cluster.firstSeenAt),
      lastSeenAt: toIso(cluster.lastSeenAt),
      exemplarIds: cluster.exemplarIds,
      themeId: cluster.themeKey,
    })),
    themes: result.themes.map(({ key, title, clusterKeys, postCount, voiceCount }) => ({
      ...{ id: key, title, clusterIds: clusterKeys, postCount, voiceCount },
    })),
    posts: result.posts.map(({ id, clusterKey, kind, score, also }) => ({
      ...{ id, clusterId: clusterKey, kind, score },
      also: also.map(({ clusterKey: clusterId, ...passage }) => ({ clusterId, ...passage })),
    })),
    rejected: read.rejected,
  };
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
