import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type ReactNode,
  type RefObject,
  startTransition,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import type { Rows } from './use-rows.ts';

export interface ListHandle {
  /** Brings a row into sight and gives it the focus. */
  readonly focusRow: (index: number) => void;
}

const FOCUS_FRAMES = 20;

/**
 * A long list of which only the rows in sight exist. The server renders the rows that the route sent; they stay where
 * they are when scripts take over. Rows lie in the flow, with room for the others above and below.
 */
export function VirtualList<T>({
  rows,
  offset,
  sentCount,
  rowHeight,
  label,
  handle,
  renderRow,
  children,
}: {
  rows: Rows<T>;
  offset: number;
  sentCount: number;
  /** Of a row that is not measured yet. */
  rowHeight: number;
  label: string;
  handle?: RefObject<ListHandle>;
  renderRow: (row: T, index: number) => ReactNode;
  /** Below the rows, before scripts take over: the way to the next page. */
  children?: ReactNode;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const [isLive, setLive] = useState(false);
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    enabled: isLive,
  });
  const items = isLive ? virtual.getVirtualItems() : [];
  const first = items[0]?.index ?? offset;
  const last = items.at(-1)?.index ?? offset + sentCount - 1;

  // As a transition: it waits for whatever the reader does meanwhile.
  useEffect(() => startTransition(() => setLive(true)), []);
  useEffect(() => {
    if (isLive && last >= first) rows.ensure(first, last);
  }, [isLive, first, last, rows]);
  useImperativeHandle(
    handle,
    () => ({
      focusRow(index) {
        virtual.scrollToIndex(index, { align: 'auto' });
        focusWhenThere(scroller.current, index, FOCUS_FRAMES);
      },
    }),
    [virtual],
  );

  const shown = items.length > 0 ? items.map(({ index }) => index) : range(offset, offset + sentCount);
  const before = items[0]?.start ?? 0;
  const after = items.length > 0 ? Math.max(0, virtual.getTotalSize() - (items.at(-1)?.end ?? 0)) : 0;
  return (
    <div ref={scroller} data-key-list className="scroll-pane relative min-h-0 flex-1">
      <ul aria-label={label} style={{ paddingTop: before, paddingBottom: after }}>
        {shown.map((index) => {
          const row = rows.rowAt(index);
          return (
            <li
              key={index}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={rows.total}
              aria-posinset={index + 1}
              style={row === undefined ? { height: rowHeight } : undefined}
            >
              {row === undefined ? <span className="sr-only">Loading</span> : renderRow(row, index)}
            </li>
          );
        })}
      </ul>
      {isLive ? null : children}
    </div>
  );
}

function focusWhenThere(scroller: HTMLElement | null, index: number, frames: number): void {
  const item = scroller?.querySelector<HTMLElement>(`[data-index="${index}"] [data-key-item]`);
  if (item) item.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusWhenThere(scroller, index, frames - 1));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
