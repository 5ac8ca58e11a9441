import { useRef, useState } from 'react';
import { useOpenAct } from '../acts/acts-provider.tsx';
import { formatCount } from '../format.ts';
import { useShortcuts } from '../shell/use-shortcuts.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

/** Which posts of a list are chosen: by their boxes, by `x`, with Shift up to here. */
export interface PostChoice {
  readonly chosen: ReadonlySet<number>;
  readonly toggle: (id: number, isRange: boolean) => void;
  readonly clear: () => void;
}

/** @param ids of the posts on screen, in their order. */
export function usePostChoice(ids: readonly number[], { isEnabled }: { isEnabled: boolean }): PostChoice {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const anchor = useRef<number | null>(null);

  function toggle(id: number, isRange: boolean) {
    const at = ids.indexOf(id);
    const from = isRange && anchor.current !== null ? ids.indexOf(anchor.current) : at;
    anchor.current = id;
    const range = from < 0 ? [id] : ids.slice(Math.min(from, at), Math.max(from, at) + 1);
    setChosen((before) => {
      const after = new Set(before);
      const isAdding = range.length > 1 || !before.has(id);
      for (const own of range) {
        if (isAdding) after.add(own);
        else after.delete(own);
      }
      return after;
    });
  }
  function toggleFocused(isRange: boolean) {
    const id = document.activeElement?.closest('[data-post-row]')?.getAttribute('data-post-row');
    if (id) toggle(Number(id), isRange);
  }
  const clear = () => setChosen((before) => (before.size === 0 ? before : new Set()));
  useShortcuts(isEnabled ? { x: () => toggleFocused(false), X: () => toggleFocused(true), Escape: clear } : {});
  return { chosen, toggle, clear };
}

/** What can be done with the chosen posts. */
export function PostBar({ choice, ids }: { choice: PostChoice; ids: readonly number[] }) {
  const openAct = useOpenAct();
  const count = choice.chosen.size;
  function move() {
    if (count > 0) openAct?.({ kind: 'move', postIds: [...choice.chosen], from: null, onDone: choice.clear });
  }
  useShortcuts({ v: move });
  if (count === 0) return null;
  return (
    <section
      aria-label="Chosen posts"
      className="no-print fixed inset-x-2 bottom-16 z-30 mx-auto flex w-fit items-center gap-1 rounded-xl bg-raised p-1.5 pl-3 shadow-pop md:bottom-5"
    >
      <span className="tnum font-medium" role="status">
        {formatCount(count)} selected
      </span>
      {ids.some((id) => !choice.chosen.has(id)) ? (
        <Button
          type="button"
          size="sm"
          variant="ghost"
          onClick={() => {
            for (const id of ids) if (!choice.chosen.has(id)) choice.toggle(id, false);
          }}
        >
          Select all on this page
        </Button>
      ) : null}
      <span aria-hidden="true" className="mx-1 h-5 w-px bg-line" />
      <Button type="button" size="sm" variant="primary" title="Move (v)" onClick={move}>
        <Icon name="move" size={14} />
        Move to a cluster
      </Button>
      <Button type="button" size="icon" variant="ghost" aria-label="Select none" onClick={choice.clear}>
        <Icon name="close" size={14} />
      </Button>
    </section>
  );
}
