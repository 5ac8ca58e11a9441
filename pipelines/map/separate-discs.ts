import type { MapPlace } from './layout-clusters.ts';

const ROUNDS = 120;
const GAP = 0.15;

/** Pushes discs apart until none overlap (or nearly so), each pair in the order of their places in the list. */
export function separateDiscs({
  x,
  y,
  radii,
}: {
  x: Float64Array;
  y: Float64Array;
  radii: readonly number[];
}): MapPlace[] {
  const largest = radii.reduce((a, b) => Math.max(a, b), 0);
  const cell = Math.max(1e-9, 2 * largest + GAP);
  for (let round = 0; round < ROUNDS; round += 1) {
    if (!separateOnce(x, y, radii, cell)) break;
  }
  return Array.from(radii, (_, i) => ({ x: round(x[i]!), y: round(y[i]!) }));
}

function separateOnce(x: Float64Array, y: Float64Array, radii: readonly number[], cell: number): boolean {
  const grid = new Map<string, number[]>();
  for (let i = 0; i < radii.length; i += 1) {
    const key = `${Math.floor(x[i]! / cell)} ${Math.floor(y[i]! / cell)}`;
    const inCell = grid.get(key);
    if (inCell) inCell.push(i);
    else grid.set(key, [i]);
  }
  let isMoved = false;
  for (let i = 0; i < radii.length; i += 1) {
    const column = Math.floor(x[i]! / cell);
    const row = Math.floor(y[i]! / cell);
    for (let c = column - 1; c <= column + 1; c += 1) {
      for (let r = row - 1; r <= row + 1; r += 1) {
        for (const j of grid.get(`${c} ${r}`) ?? []) if (j > i && part(x, y, radii, i, j)) isMoved = true;
      }
    }
  }
  return isMoved;
}

function part(x: Float64Array, y: Float64Array, radii: readonly number[], i: number, j: number): boolean {
  let dx = x[j]! - x[i]!;
  const dy = y[j]! - y[i]!;
  const least = radii[i]! + radii[j]! + GAP;
  let distance = Math.sqrt(dx * dx + dy * dy);
  if (distance >= least - 1e-6) return false;
  if (distance === 0) {
    dx = 1e-3;
    distance = 1e-3;
  }
  const shift = (least - distance) / distance;
  // The larger one stays, so that the picture hangs on what most people say.
  const share = radii[j]! / (radii[i]! + radii[j]!);
  x[i]! -= dx * shift * share;
  y[i]! -= dy * shift * share;
  x[j]! += dx * shift * (1 - share);
  y[j]! += dy * shift * (1 - share);
  return true;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
