/** What the engine is to reach, by topic. Figures are judged as measured, not as rounded for the tables. */
export type Goal = {
  /** The set it holds for; without one it holds for every set of the topic. */
  readonly of?: string;
  readonly except?: readonly string[];
  readonly figure: string;
  readonly least?: number;
  readonly most?: number;
};

/** Topics in the order of the document: heading of their section there, and their goals. */
export const TOPICS = {
  unknown: {
    title: 'Clusters, number unknown',
    heading: 'clusters',
    goals: [
      { of: 'dstc11_insurance', figure: 'ARI', least: 0.7 },
      { of: 'dstc11_insurance', figure: 'B-cubed', least: 0.8 },
      { of: 'banking77_test', figure: 'ARI', least: 0.36 },
      { of: 'banking77_test', figure: 'B-cubed', least: 0.5 },
      { of: 'googlenews_ts', figure: 'ARI', least: 0.91 },
      { of: 'googlenews_ts', figure: 'B-cubed', least: 0.92 },
      { of: 'stackoverflow', figure: 'ARI', least: 0.62 },
      { of: 'stackoverflow', figure: 'B-cubed', least: 0.62 },
      { of: 'clinc150_oos', figure: 'B-cubed', least: 0.54 },
      { of: 'clinc150_oos', figure: 'noise F1', least: 0.78 },
      { of: 'clinc150_longtail', figure: 'B-cubed', least: 0.52 },
      { of: 'clinc150_longtail', figure: 'noise F1', least: 0.78 },
      // Its 20 labels are tags: what is written about is finer.
      { figure: 'found / true', except: ['stackoverflow'], least: 0.6, most: 1.5 },
      { figure: 'mean ARI lost without word vectors', most: 0.07 },
    ],
  },
  told: {
    title: 'Clusters, number told',
    heading: 'clusters',
    goals: [
      { of: 'stackoverflow', figure: 'ACC', least: 0.83 },
      { of: 'stackoverflow', figure: 'NMI', least: 0.74 },
      { of: 'googlenews_ts', figure: 'ACC', least: 0.91 },
      { of: 'googlenews_ts', figure: 'NMI', least: 0.955 },
      { of: 'searchsnippets', figure: 'ACC', least: 0.82 },
      { of: 'searchsnippets', figure: 'NMI', least: 0.7 },
      { of: 'banking77_test', figure: 'ACC', least: 0.56 },
      { of: 'banking77_test', figure: 'NMI', least: 0.75 },
      { of: 'dstc11_insurance', figure: 'ACC', least: 0.77 },
      { of: 'dstc11_insurance', figure: 'NMI', least: 0.87 },
    ],
  },
  labels: {
    title: 'Labels',
    heading: 'labels',
    goals: [
      { figure: 'hit', least: 0.9 },
      { figure: 'leak', most: 0.05 },
      { figure: 'shared first terms', most: 0 },
    ],
  },
  speed: {
    title: 'Speed beside scikit-learn',
    heading: 'speed',
    goals: [
      { of: 'reddit-100k, unknown k', figure: 'times as fast', least: 5 },
      { of: 'reddit-100k, unknown k', figure: 'peak MB', most: 800 },
      { of: 'reddit-100k, told k', figure: 'times as fast', least: 12 },
      { of: 'reddit-100k, told k', figure: 'peak MB', most: 400 },
      { of: 'stackoverflow, told k', figure: 'times as fast', least: 4 },
    ],
  },
  million: {
    title: 'One million posts',
    heading: 'one-million-posts',
    goals: [
      { figure: 'times as long as 100,000', most: 11 },
      { figure: 'peak MB', most: 4096 },
    ],
  },
  placing: {
    title: 'Posts that come later',
    heading: 'posts-that-come-later',
    goals: [
      { figure: 'ms alone (p95)', most: 5 },
      { figure: 'posts a second', least: 2000 },
    ],
  },
  stability: {
    title: 'Stability',
    heading: 'stability',
    goals: [
      { figure: 'ARI of shuffled posts', least: 1 },
      { figure: 'ARI of nine tenths', least: 0.9 },
      { figure: 'ids kept', least: 0.95 },
    ],
  },
  growth: {
    title: 'Growth',
    heading: 'growth',
    // The same as 11 times as long for ten times as many posts.
    goals: [{ figure: 'exponent', most: 1.04 }],
  },
  kinds: {
    title: 'Kinds',
    heading: 'kinds',
    goals: [
      { of: 'complaint', figure: 'mean F1', least: 0.68 },
      { of: 'wish', figure: 'mean F1', least: 0.62 },
      { of: 'question', figure: 'mean F1', least: 0.8 },
      { of: 'praise', figure: 'mean F1', least: 0.78 },
    ],
  },
  uses: {
    title: 'Tellings of use',
    heading: 'tellings-of-use',
    goals: [
      { of: 'Redash forum', figure: 'strict precision', least: 0.85 },
      { of: 'Redash forum', figure: 'hits per 1,000 posts', least: 8 },
      { of: 'Redash forum', figure: 'unexpected of the first 20', least: 16 },
      { of: 'Redash forum', figure: 'ms a post, kinds and uses', most: 0.2 },
    ],
  },
} as const satisfies Record<string, { title: string; heading: string; goals: readonly Goal[] }>;

export type Topic = keyof typeof TOPICS;

export function findGoal(topic: Topic, of: string, figure: string): Goal | null {
  const goals: readonly Goal[] = TOPICS[topic].goals;
  return (
    goals.find(
      (goal) => goal.figure === figure && (goal.of === undefined || goal.of === of) && !goal.except?.includes(of),
    ) ?? null
  );
}

export function isReached({ least, most }: Goal, value: number): boolean {
  return value >= (least ?? Number.NEGATIVE_INFINITY) && value <= (most ?? Number.POSITIVE_INFINITY);
}
