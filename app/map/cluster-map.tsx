import { useNavigate } from '@remix-run/react';
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { countOf } from '../format.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { KIND_LOOKS } from '../ui/kind.tsx';
import { type Disc, drawMap, type PostsByCluster } from './draw-map.ts';
import { fitView, isInside, type MapView, type Point, sunflower, toMap, toPixel, zoomAt } from './map-view.ts';
import { useCanvas } from './use-canvas.ts';

const STEP = 1.25;
const DOT_REACH = 7;
const CLICK_REACH = 4;

/** Clusters as discs: colour by kind, area by voices; zoomed in, their posts. Drag moves, the wheel zooms, a lasso chooses. */
export function ClusterMap({
  discs,
  posts,
  chosen,
  onChoose,
}: {
  /** Largest first. */
  discs: readonly Disc[];
  posts: PostsByCluster;
  chosen: ReadonlySet<number>;
  onChoose: (ids: readonly number[]) => void;
}) {
  const navigate = useNavigate();
  const { canvas, size, look } = useCanvas();
  const [moved, setView] = useState<MapView | null>(null);
  const [isLasso, setLasso] = useState(false);
  const [line, setLine] = useState<readonly Point[]>([]);
  const [focusedId, setFocused] = useState<number | null>(null);
  const pointers = useRef(new Map<number, Point>());
  const pressed = useRef<{ at: Point; isLasso: boolean } | null>(null);
  const view = useMemo(() => moved ?? fitView(discs, size), [moved, discs, size]);
  const focused = discs.find(({ id }) => id === focusedId);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !look || size.width === 0) return;
    const frame = requestAnimationFrame(() => {
      const ratio = window.devicePixelRatio || 1;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawMap(context, { discs, posts, view, size, chosen, focusedId, lasso: line, look });
    });
    return () => cancelAnimationFrame(frame);
  }, [canvas, discs, posts, view, size, chosen, focusedId, line, look]);

  // React listens to the wheel passively, and the page must not scroll with the map.
  useEffect(() => {
    const element = canvas.current;
    function onWheel(event: WheelEvent) {
      event.preventDefault();
      const factor = Math.exp(-event.deltaY * 0.0016);
      setView((now) => zoomAt(now ?? fitView(discs, size), pixelOf(event, element), factor, size));
    }
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [canvas, discs, size]);

  function onPointerDown(event: PointerEvent<HTMLCanvasElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = pixelOf(event, event.currentTarget);
    pointers.current.set(event.pointerId, at);
    pressed.current = { at, isLasso: isLasso || event.shiftKey };
    if (pressed.current.isLasso) setLine([at]);
  }
  function onPointerMove(event: PointerEvent<HTMLCanvasElement>) {
    const at = pixelOf(event, event.currentTarget);
    const before = pointers.current.get(event.pointerId);
    if (!before) {
      setFocused(discAt(at)?.id ?? null);
      return;
    }
    if (pointers.current.size === 2) pinch(event.pointerId, before, at);
    else if (pressed.current?.isLasso) setLine((points) => [...points, at]);
    else setView({ ...view, x: view.x - (at.x - before.x) / view.scale, y: view.y - (at.y - before.y) / view.scale });
    pointers.current.set(event.pointerId, at);
  }
  function onPointerUp(event: PointerEvent<HTMLCanvasElement>) {
    const at = pixelOf(event, event.currentTarget);
    const begun = pressed.current;
    pointers.current.delete(event.pointerId);
    pressed.current = null;
    if (begun?.isLasso && line.length > 2) {
      const inside = discs.filter((disc) => isInside(toPixel(view, disc, size), line));
      onChoose(inside.map(({ id }) => id));
    } else if (begun && Math.hypot(at.x - begun.at.x, at.y - begun.at.y) < CLICK_REACH) open(at);
    setLine([]);
  }
  function pinch(id: number, before: Point, at: Point) {
    const other = [...pointers.current].find(([own]) => own !== id)?.[1];
    if (!other) return;
    const factor =
      Math.hypot(at.x - other.x, at.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
    setView(zoomAt(view, { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 }, factor, size));
  }
  function discAt(pixel: Point): Disc | undefined {
    const { x, y } = toMap(view, pixel, size);
    return discs.findLast((disc) => Math.hypot(disc.x - x, disc.y - y) <= disc.radius);
  }
  function open(pixel: Point) {
    const disc = discAt(pixel);
    if (!disc) return;
    const postId = postAt(disc, pixel);
    navigate(postId === null ? `/clusters/${disc.id}?view=all` : `/posts/${postId}?cluster=${disc.id}`);
  }
  function postAt(disc: Disc, pixel: Point): number | null {
    const ids = posts.get(disc.id);
    const radius = disc.radius * view.scale;
    // Not before a finger or a pointer can tell one post from its neighbour.
    if (!ids || radius / Math.sqrt(ids.length) < DOT_REACH) return null;
    const middle = toPixel(view, disc, size);
    for (let rank = 0; rank < ids.length; rank += 1) {
      const { x, y } = sunflower(rank, ids.length, radius);
      if (Math.hypot(middle.x + x - pixel.x, middle.y + y - pixel.y) < DOT_REACH) return ids[rank] ?? null;
    }
    return null;
  }
  function onKeyDown(event: KeyboardEvent) {
    const direction = DIRECTIONS[event.key];
    if (direction) {
      const next = nextDisc(discs, focused, direction);
      if (next) {
        setFocused(next.id);
        setView({ ...view, x: next.x, y: next.y });
      }
    } else if (event.key === 'Enter' && focused) navigate(`/clusters/${focused.id}?view=all`);
    else if (event.key === 'x' && focused) {
      onChoose(chosen.has(focused.id) ? [...chosen].filter((id) => id !== focused.id) : [...chosen, focused.id]);
    } else if (event.key === '+' || event.key === '=') zoom(STEP);
    else if (event.key === '-') zoom(1 / STEP);
    else if (event.key === '0') setView(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function zoom(factor: number) {
    setView(zoomAt(view, { x: size.width / 2, y: size.height / 2 }, factor, size));
  }

  return (
    <div className="relative h-full min-h-80 overflow-hidden">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={`Map of ${countOf(discs.length, 'cluster')}. The arrows move between them, Enter opens, x selects, plus and minus zoom. The list beside it has the same clusters.`}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onKeyDown={onKeyDown}
        className={`absolute inset-0 size-full touch-none -outline-offset-2 ${isLasso ? 'cursor-crosshair' : focused ? 'cursor-pointer' : 'cursor-grab'}`}
      />
      <div className="absolute top-3 right-3 flex flex-col gap-1 rounded-lg bg-raised p-1 shadow-pop">
        <Button type="button" size="icon" variant="ghost" aria-label="Zoom in" onClick={() => zoom(STEP)}>
          <Icon name="plus" size={14} />
        </Button>
        <Button type="button" size="icon" variant="ghost" aria-label="Zoom out" onClick={() => zoom(1 / STEP)}>
          <Icon name="other" size={14} />
        </Button>
        <Button type="button" size="icon" variant="ghost" aria-label="Show all" onClick={() => setView(null)}>
          <Icon name="target" size={14} />
        </Button>
        <Button
          type="button"
          size="icon"
          variant={isLasso ? 'primary' : 'ghost'}
          aria-label="Lasso: draw around clusters to select them"
          aria-pressed={isLasso}
          title="Lasso (or hold Shift and drag)"
          onClick={() => setLasso(!isLasso)}
        >
          <Icon name="lasso" size={14} />
        </Button>
      </div>
      <p
        role="status"
        className="pointer-events-none absolute bottom-3 left-3 max-w-[70%] rounded-md bg-raised px-2.5 py-1.5 text-xs shadow-pop empty:hidden"
      >
        {focused ? (
          <>
            <span className="font-medium">{focused.title}</span>{' '}
            <span className="tnum text-muted">
              {KIND_LOOKS[focused.kind].label} · {countOf(focused.voiceCount, 'voice')} in{' '}
              {countOf(focused.postCount, 'post')}
            </span>
          </>
        ) : null}
      </p>
    </div>
  );
}

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The nearest disc that lies rather in a direction than aside; the largest to begin with. */
function nextDisc(discs: readonly Disc[], from: Disc | undefined, direction: Point): Disc | undefined {
  if (!from) return discs[0];
  let best: { disc: Disc; cost: number } | null = null;
  for (const disc of discs) {
    const dx = disc.x - from.x;
    const dy = disc.y - from.y;
    const ahead = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    if (disc.id === from.id || ahead <= 0 || aside > 2 * ahead) continue;
    const cost = ahead + 2 * aside;
    if (!best || cost < best.cost) best = { disc, cost };
  }
  return best?.disc;
}

function pixelOf(event: { clientX: number; clientY: number }, element: HTMLElement | null): Point {
  const box = element?.getBoundingClientRect();
  return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
}
