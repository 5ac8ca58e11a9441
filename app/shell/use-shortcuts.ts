import { useEffect, useRef } from 'react';

/** Keys as in `KeyboardEvent.key`; two-key sequences with a blank: `g c`. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;
const SEQUENCE_MS = 1200;

/** Single keys as shortcuts: silent while someone types, with a modifier held, or while a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;

  useEffect(() => {
    let prefix = '';
    let prefixAt = 0;
    function onKeyDown(event: KeyboardEvent) {
      if (isSilent(event)) return;
      const isSequence = prefix !== '' && event.timeStamp - prefixAt < SEQUENCE_MS;
      const keys = isSequence ? `${prefix} ${event.key}` : event.key;
      prefix = isSequence ? '' : event.key;
      prefixAt = event.timeStamp;
      const act = current.current[keys];
      if (!act) return;
      event.preventDefault();
      act(event);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

export function isSilent(
  event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'target'>,
): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null;
}
