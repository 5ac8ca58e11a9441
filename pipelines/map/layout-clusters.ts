import { createRandom } from '#pipelines/numerics/random.ts';
import { separateDiscs } from './separate-discs.ts';

/** A cluster as the map sees it. */
export type MapCluster = {
  readonly terms: readonly { readonly term: string; readonly weight: number }[];
  /** How large its disc is: area by voices. */
  readonly voiceCount: number;
};
export type MapPlace = { readonly x: number; readonly y: number };

const NEIGHBOURS = 8;
const EPOCHS = 200;
const REPULSIONS = 4;
const LEARNING_RATE = 1;
/** Edge of the square that 1,000 discs are spread over before they are laid out. */
const SPREAD = 10;
/** A term that more clusters share than this says nothing of which belong together. */
const MOST_SHARED = 0.2;

/** Area of a disc grows with its voices. */
export function discRadius(voiceCount: number): number {
  return 0.35 * Math.sqrt(Math.max(1, voiceCount));
}

/**
 * Places clusters on a plane so that those which share terms lie together and no discs overlap: the neighbours' graph is
 * laid out by attraction along its edges and repulsion from sampled others (UMAP, McInnes et al. 2018, with a = b = 1, so
 * that no rounding of powers differs between machines). The same clusters in the same order give the same places.
 */
export function layoutClusters(clusters: readonly MapCluster[], seed = 1): MapPlace[] {
  const random = createRandom(seed);
  const count = clusters.length;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const width = SPREAD * Math.sqrt(Math.max(1, count) / 100);
  for (let i = 0; i < count; i += 1) {
    x[i] = (random.next() - 0.5) * width;
    y[i] = (random.next() - 0.5) * width;
  }
  const edges = findEdges(clusters);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const rate = LEARNING_RATE * (1 - epoch / EPOCHS);
    for (const [a, b, similarity] of edges) {
      pull(x, y, a, b, rate * similarity);
      for (let r = 0; r < REPULSIONS; r += 1) push(x, y, a, random.below(count), rate);
    }
  }
  const radii = clusters.map(({ voiceCount }) => discRadius(voiceCount));
  stretch(x, y, radii);
  return separateDiscs({ x, y, radii });
}

/** The share of the picture that discs may fill: tighter, and keeping them apart would undo the layout. */
const FILLED = 0.22;

function stretch(x: Float64Array, y: Float64Array, radii: readonly number[]): void {
  if (radii.length < 2) return;
  const width = Math.max(...x) - Math.min(...x);
  const height = Math.max(...y) - Math.min(...y);
  const discs = radii.reduce((sum, radius) => sum + Math.PI * radius * radius, 0);
  const scale = Math.sqrt(discs / (FILLED * Math.max(1e-9, width * height)));
  for (let i = 0; i < radii.length; i += 1) {
    x[i]! *= scale;
    y[i]! *= scale;
  }
}

function pull(x: Float64Array, y: Float64Array, a: number, b: number, rate: number): void {
  const dx = x[a]! - x[b]!;
  const dy = y[a]! - y[b]!;
  const gradient = (-2 * rate) / (1 + dx * dx + dy * dy);
  move(x, y, a, gradient * dx, gradient * dy);
  move(x, y, b, -gradient * dx, -gradient * dy);
}

function push(x: Float64Array, y: Float64Array, a: number, b: number, rate: number): void {
  if (a === b) return;
  const dx = x[a]! - x[b]!;
  const dy = y[a]! - y[b]!;
  const distance = dx * dx + dy * dy;
  const gradient = (2 * rate) / ((0.001 + distance) * (1 + distance));
  move(x, y, a, gradient * dx, gradient * dy);
}

const LONGEST_STEP = 4;

function move(x: Float64Array, y: Float64Array, i: number, dx: number, dy: number): void {
  x[i]! += Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, dx));
  y[i]! += Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, dy));
}

/** Each cluster with the few that share its terms most, by cosine similarity of their weights. */
function findEdges(clusters: readonly MapCluster[]): [number, number, number][] {
  const postings = new Map<string, [number, number][]>();
  for (const [i, { terms }] of clusters.entries()) {
    const length = Math.sqrt(terms.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1;
    for (const { term, weight } of terms) {
      const posting = postings.get(term) ?? [];
      postings.set(term, posting);
      posting.push([i, weight / length]);
    }
  }
  const mostShared = Math.max(8, clusters.length * MOST_SHARED);
  const similarities: Map<number, number>[] = clusters.map(() => new Map());
  for (const posting of postings.values()) {
    if (posting.length < 2 || posting.length > mostShared) continue;
    for (const [a, weight] of posting) {
      for (const [b, other] of posting) {
        if (a !== b) similarities[a]!.set(b, (similarities[a]!.get(b) ?? 0) + weight * other);
      }
    }
  }
  return similarities.flatMap((found, a) =>
    [...found]
      .sort(([b, x], [c, y]) => y - x || b - c)
      .slice(0, NEIGHBOURS)
      .map(([b, similarity]): [number, number, number] => [a, b, similarity]),
  );
}
