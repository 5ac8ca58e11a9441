import { type RefObject, useRef } from 'react';
import { useShortcuts } from '../shell/use-shortcuts.ts';

const LIST = '[data-key-list]';

/**
 * `j` and `k` through the items of a list: those marked `data-key-item` in an element marked `data-key-list`.
 * The list that holds the focus answers; without one, the primary list of the page does.
 */
export function useListKeys(
  list: RefObject<HTMLElement | null>,
  { isPrimary = false, onMove }: { isPrimary?: boolean; onMove?: (item: HTMLElement) => void } = {},
): void {
  const last = useRef<HTMLElement | null>(null);

  function move(step: 1 | -1) {
    const focused = document.activeElement;
    const holder = focused?.closest(LIST) ?? null;
    if (!list.current || (holder ? holder !== list.current : !isPrimary)) return;
    const items = [...list.current.querySelectorAll<HTMLElement>('[data-key-item]')];
    const current =
      items.findIndex((item) => item.contains(focused)) >= 0
        ? items.findIndex((item) => item.contains(focused))
        : items.findIndex((item) => item === last.current || item.getAttribute('aria-current') === 'page');
    const next = items[Math.max(0, Math.min(items.length - 1, current + step))];
    if (!next) return;
    last.current = next;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
    onMove?.(next);
  }

  useShortcuts({ j: () => move(1), k: () => move(-1) });
}
