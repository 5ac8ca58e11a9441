/** What part of the map is on screen: the point in its middle, and pixels per unit. */
export interface MapView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}

const FIT = 0.92;
const SMALLEST = 0.5;
const LARGEST = 400;

/** The view that shows all discs. */
export function fitView(discs: readonly (Point & { readonly radius: number })[], { width, height }: Size): MapView {
  if (discs.length === 0) return { x: 0, y: 0, scale: 10 };
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y, radius } of discs) {
    left = Math.min(left, x - radius);
    right = Math.max(right, x + radius);
    top = Math.min(top, y - radius);
    bottom = Math.max(bottom, y + radius);
  }
  const scale = FIT * Math.min(width / (right - left), height / (bottom - top));
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale: clampScale(scale) };
}

/** Zooms so that what is under a pixel stays there. */
export function zoomAt(view: MapView, at: Point, factor: number, size: Size): MapView {
  const scale = clampScale(view.scale * factor);
  const under = toMap(view, at, size);
  return {
    scale,
    x: under.x - (at.x - size.width / 2) / scale,
    y: under.y - (at.y - size.height / 2) / scale,
  };
}

export function toMap(view: MapView, pixel: Point, { width, height }: Size): Point {
  return { x: view.x + (pixel.x - width / 2) / view.scale, y: view.y + (pixel.y - height / 2) / view.scale };
}

export function toPixel(view: MapView, point: Point, { width, height }: Size): Point {
  return { x: (point.x - view.x) * view.scale + width / 2, y: (point.y - view.y) * view.scale + height / 2 };
}

/** Whether a point lies within a closed line (even-odd rule). */
export function isInside({ x, y }: Point, line: readonly Point[]): boolean {
  let isIn = false;
  for (let i = 0, j = line.length - 1; i < line.length; j = i, i += 1) {
    const a = line[i];
    const b = line[j];
    if (!a || !b) continue;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) isIn = !isIn;
  }
  return isIn;
}

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** The place of the post of a rank within its cluster's disc, as seeds lie in a sunflower: the best fitting in the middle. */
export function sunflower(rank: number, count: number, radius: number): Point {
  const distance = radius * 0.94 * Math.sqrt((rank + 0.5) / count);
  const angle = rank * GOLDEN_ANGLE;
  return { x: distance * Math.cos(angle), y: distance * Math.sin(angle) };
}

function clampScale(scale: number): number {
  return Math.max(SMALLEST, Math.min(LARGEST, scale));
}
