import { type MutableRefObject, useEffect, useRef } from 'react';

/** How the command palette offers keys: by the names of what they do, and what they act on; null when on nothing. */
export interface Offer {
  readonly names: Readonly<Record<string, string>>;
  readonly subject: () => string | null;
}
/** Keys as in `KeyboardEvent.key`; two-key sequences with a blank: `g c`. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;
const SEQUENCE_MS = 1200;

// What is on screen answers together: whether a key begins a sequence is not for one part of the page to say.
const tables = new Set<MutableRefObject<{ readonly shortcuts: Shortcuts; readonly offer: Offer | undefined }>>();
let prefix = '';
let prefixAt = 0;

/**
 * Single keys as shortcuts: silent while someone types, with a modifier held, or while a dialog is open.
 * @param offer lets the command palette offer them by name.
 */
export function useShortcuts(shortcuts: Shortcuts, offer?: Offer): void {
  const current = useRef({ shortcuts, offer });
  current.current = { shortcuts, offer };

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
  const all = [...tables].map((table) => table.current.shortcuts);
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

export interface KeyAct {
  readonly key: string;
  readonly name: string;
  readonly subject: string;
  readonly press: () => void;
}

/** What keys do here and now, for whoever looks for an act by its name. */
export function findKeyActs(): KeyAct[] {
  return [...tables].flatMap(({ current: { shortcuts, offer } }) => {
    const subject = offer?.subject() ?? null;
    if (!offer || subject === null) return [];
    return Object.entries(shortcuts).flatMap(([key, act]) => {
      const name = offer.names[key];
      return name ? [{ key, name, subject, press: () => act(new KeyboardEvent('keydown', { key })) }] : [];
    });
  });
}

export function isSilent(
  event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'target'>,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null;
}
