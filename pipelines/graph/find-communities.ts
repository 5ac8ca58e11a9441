import { orderByLot } from '#pipelines/numerics/lots.ts';
import type { Graph } from './link-shared-neighbours.ts';

const MAX_SWEEPS = 20;

/**
 * Louvain communities (Blondel et al. 2008) of modularity at `resolution`. Nodes are visited by their lots, a community of
 * nodes by its lowest; of equally good communities the lowest number wins. Labels count from 0 in order of first appearance.
 */
export function findCommunities(graph: Graph, resolution: number, lots: Uint32Array): Int32Array {
  let labels = Int32Array.from({ length: graph.nodeCount }, (_, node) => node);
  let level = graph;
  let levelLots = lots;
  let loops: Float64Array = new Float64Array(graph.nodeCount);
  for (;;) {
    const moved = moveNodes(level, loops, resolution, orderByLot(levelLots));
    const count = renumber(moved);
    labels = labels.map((label) => moved[label]!);
    if (count === level.nodeCount) return labels;
    levelLots = foldLots(levelLots, moved, count);
    [level, loops] = foldGraph(level, loops, moved, count);
  }
}

function moveNodes(graph: Graph, loops: Float64Array, resolution: number, order: Int32Array): Int32Array {
  const { nodeCount, offsets, targets, weights } = graph;
  const degree = new Float64Array(nodeCount);
  let total = 0;
  let mostEdges = 0;
  for (let node = 0; node < nodeCount; node += 1) {
    degree[node] = loops[node]!;
    for (let i = offsets[node]!; i < offsets[node + 1]!; i += 1) degree[node]! += weights[i]!;
    total += degree[node]!;
    mostEdges = Math.max(mostEdges, offsets[node + 1]! - offsets[node]!);
  }
  const labels = Int32Array.from({ length: nodeCount }, (_, node) => node);
  const volume = degree.slice();
  const towards = new Float64Array(nodeCount);
  const touched = new Int32Array(mostEdges);
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep += 1) {
    let moves = 0;
    for (const node of order) {
      const own = labels[node]!;
      let touchedCount = 0;
      for (let i = offsets[node]!; i < offsets[node + 1]!; i += 1) {
        const label = labels[targets[i]!]!;
        if (towards[label] === 0) {
          touched[touchedCount] = label;
          touchedCount += 1;
        }
        towards[label]! += weights[i]!;
      }
      const pull = total > 0 ? (resolution * degree[node]!) / total : 0;
      volume[own]! -= degree[node]!;
      let best = own;
      let bestGain = towards[own]! - pull * volume[own]!;
      for (let t = 0; t < touchedCount; t += 1) {
        const label = touched[t]!;
        const gain = towards[label]! - pull * volume[label]!;
        if (gain > bestGain + 1e-12 || (gain > bestGain - 1e-12 && label < best && best !== own)) {
          best = label;
          bestGain = gain;
        }
      }
      volume[best]! += degree[node]!;
      for (let t = 0; t < touchedCount; t += 1) towards[touched[t]!] = 0;
      if (best === own) continue;
      labels[node] = best;
      moves += 1;
    }
    if (moves * 1000 <= nodeCount) break;
  }
  return labels;
}

/** The label of rows that belong to no group. */
export const LEFT_OUT = -1;

/** Renames labels in place to 0..count-1 by first appearance; rows that are left out stay so. */
export function renumber(labels: Int32Array): number {
  const names = new Map<number, number>();
  for (let i = 0; i < labels.length; i += 1) {
    if (labels[i] === LEFT_OUT) continue;
    const name = names.get(labels[i]!) ?? names.size;
    names.set(labels[i]!, name);
    labels[i] = name;
  }
  return names.size;
}

function foldLots(lots: Uint32Array, labels: Int32Array, count: number): Uint32Array {
  const folded = new Uint32Array(count).fill(2 ** 32 - 1);
  for (const [node, label] of labels.entries()) folded[label] = Math.min(folded[label]!, lots[node]!);
  return folded;
}

/** One node per community; edges inside a community become its loop. */
function foldGraph(graph: Graph, loops: Float64Array, labels: Int32Array, count: number): [Graph, Float64Array] {
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let node = 0; node < graph.nodeCount; node += 1) members[labels[node]!]!.push(node);
  const foldedLoops = new Float64Array(count);
  const offsets = new Int32Array(count + 1);
  const targets: number[] = [];
  const weights: number[] = [];
  const sums = new Float64Array(count);
  for (let label = 0; label < count; label += 1) {
    const touched: number[] = [];
    for (const node of members[label]!) {
      foldedLoops[label]! += loops[node]!;
      for (let i = graph.offsets[node]!; i < graph.offsets[node + 1]!; i += 1) {
        const other = labels[graph.targets[i]!]!;
        if (other === label) {
          foldedLoops[label]! += graph.weights[i]!;
          continue;
        }
        if (sums[other] === 0) touched.push(other);
        sums[other]! += graph.weights[i]!;
      }
    }
    for (const other of touched) {
      targets.push(other);
      weights.push(sums[other]!);
      sums[other] = 0;
    }
    offsets[label + 1] = targets.length;
  }
  return [
    { nodeCount: count, offsets, targets: Int32Array.from(targets), weights: Float32Array.from(weights) },
    foldedLoops,
  ];
}
