import type { Kind } from '#db/schema.ts';
import { type MapView, type Point, type Size, sunflower, toPixel } from './map-view.ts';

/** A cluster as the map draws it. */
export interface Disc extends Point {
  readonly id: number;
  readonly version: number;
  readonly title: string;
  readonly kind: Kind;
  readonly voiceCount: number;
  readonly postCount: number;
  readonly radius: number;
}
/** Ids of each cluster's posts, the best fitting first. */
export type PostsByCluster = ReadonlyMap<number, Float64Array>;

export interface Scene {
  /** Largest first. */
  readonly discs: readonly Disc[];
  readonly posts: PostsByCluster;
  readonly view: MapView;
  readonly size: Size;
  readonly chosen: ReadonlySet<number>;
  readonly focusedId: number | null;
  readonly lasso: readonly Point[];
  readonly look: MapLook;
}
export interface MapLook {
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly ink: string;
  readonly pane: string;
  readonly accent: string;
  readonly font: string;
}

/** Posts are drawn from this size of a disc on, in pixels: below it they would be a grey smear. */
const POSTS_FROM = 26;
const LABEL_FROM = 13;
const MOST_LABELS = 120;

/** Draws the map once. Only what is on screen costs time, so 100,000 posts are as smooth as a hundred. */
export function drawMap(context: CanvasRenderingContext2D, scene: Scene): void {
  const { discs, size, view, look, chosen, focusedId } = scene;
  context.clearRect(0, 0, size.width, size.height);
  const inSight = discs.flatMap((disc) => {
    const at = toPixel(view, disc, size);
    const radius = disc.radius * view.scale;
    const isOut = at.x + radius < 0 || at.y + radius < 0 || at.x - radius > size.width || at.y - radius > size.height;
    return isOut ? [] : [{ disc, at, radius }];
  });
  for (const { disc, at, radius } of inSight) {
    const color = look.kinds[disc.kind];
    context.fillStyle = color;
    context.globalAlpha = chosen.has(disc.id) ? 0.42 : 0.16;
    circle(context, at, radius);
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = chosen.has(disc.id) || disc.id === focusedId ? 2.5 : 1;
    context.strokeStyle = disc.id === focusedId ? look.ink : color;
    context.stroke();
    if (radius >= POSTS_FROM) drawPosts(context, scene, { disc, at, radius });
  }
  drawLabels(context, look, inSight);
  drawLasso(context, scene);
}

function drawPosts(
  context: CanvasRenderingContext2D,
  { posts, size, look }: Scene,
  { disc, at, radius }: { disc: Disc; at: Point; radius: number },
): void {
  const count = posts.get(disc.id)?.length ?? 0;
  if (count === 0) return;
  const dot = Math.max(0.8, Math.min(5, (radius / Math.sqrt(count)) * 0.5));
  context.fillStyle = look.kinds[disc.kind];
  context.beginPath();
  for (let rank = 0; rank < count; rank += 1) {
    const { x, y } = sunflower(rank, count, radius);
    const px = at.x + x;
    const py = at.y + y;
    if (px < -5 || py < -5 || px > size.width + 5 || py > size.height + 5) continue;
    if (dot < 1.5) context.rect(px - dot, py - dot, 2 * dot, 2 * dot);
    else {
      context.moveTo(px + dot, py);
      context.arc(px, py, dot, 0, 2 * Math.PI);
    }
  }
  context.globalAlpha = 0.75;
  context.fill();
  context.globalAlpha = 1;
}

function drawLabels(
  context: CanvasRenderingContext2D,
  look: MapLook,
  inSight: readonly { disc: Disc; at: Point; radius: number }[],
): void {
  context.font = look.font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  for (const { disc, at, radius } of inSight) {
    if (taken.length >= MOST_LABELS) break;
    if (radius < LABEL_FROM) continue;
    const text = disc.title.length > 34 ? `${disc.title.slice(0, 33)}…` : disc.title;
    const half = context.measureText(text).width / 2 + 4;
    const y = at.y - radius - 8;
    const box = { left: at.x - half, right: at.x + half, top: y - 8, bottom: y + 8 };
    if (
      taken.some(
        (other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top,
      )
    )
      continue;
    taken.push(box);
    context.lineWidth = 3;
    context.strokeStyle = look.pane;
    context.strokeText(text, at.x, y);
    context.fillStyle = look.ink;
    context.fillText(text, at.x, y);
  }
}

function drawLasso(context: CanvasRenderingContext2D, { lasso, look }: Scene): void {
  const [first, ...others] = lasso;
  if (!first || others.length === 0) return;
  context.beginPath();
  context.moveTo(first.x, first.y);
  for (const { x, y } of others) context.lineTo(x, y);
  context.closePath();
  context.strokeStyle = look.accent;
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 0.1;
  context.fillStyle = look.accent;
  context.fill();
  context.globalAlpha = 1;
}

function circle(context: CanvasRenderingContext2D, { x, y }: Point, radius: number): void {
  context.beginPath();
  context.arc(x, y, Math.max(1, radius), 0, 2 * Math.PI);
}
