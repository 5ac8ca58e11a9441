import { type MutableRefObject, useEffect, useRef } from 'react';

/** Keys as in `KeyboardEvent.key`; two-key sequences with a blank: `g c`. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;
const SEQUENCE_MS = 1200;

// What is on screen answers together: whether a key begins a sequence is not for one part of the page to say.
const tables = new Set<MutableRefObject<Shortcuts>>();
let prefix = '';
let prefixAt = 0;

/** Single keys as shortcuts: silent while someone types, with a modifier held, or while a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;

  useEffect(() => {
    if (tables.size === 0) window.addEventListener('keydown', onKeyDown);
    tables.add(current);
    return () => {
      tables.delete(current);
      if (tables.size === 0) window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  if (isSilent(event)) return;
  const all = [...tables].map((table) => table.current);
  const isSecond = prefix !== '' && event.timeStamp - prefixAt < SEQUENCE_MS;
  // A mistyped second key does nothing: `g e` must not dismiss what `e` alone would.
  const keys = isSecond ? `${prefix} ${event.key}` : event.key;
  const beginsSequence = all.some((shortcuts) => Object.keys(shortcuts).some((key) => key.startsWith(`${keys} `)));
  prefix = beginsSequence ? event.key : '';
  prefixAt = event.timeStamp;
  const acts = all.flatMap((shortcuts) => shortcuts[keys] ?? []);
  if (acts.length === 0) return;
  event.preventDefault();
  for (const act of acts) act(event);
}

export function isSilent(
  event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'target'>,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null;
}
