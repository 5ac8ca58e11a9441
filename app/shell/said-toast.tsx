import { useCallback, useEffect, useRef, useState } from 'react';
import { useAct } from '../acts/use-act.ts';
import { Icon } from '../ui/icon.tsx';
import { ACT_NAMES } from './shortcut-list.ts';
import { onSaid, type Toast } from './toasts.ts';
import { useShortcuts } from './use-shortcuts.ts';

// Long enough to read and to reach Undo; it waits while the pointer or the focus is on it.
const SHOWN_MS = 8000;

/** Says what was just done without leaving the page, with the way back: `z` takes back the last decision. */
export function SaidToast() {
  const [said, setSaid] = useState<Toast | null>(null);
  const [isHeld, setHeld] = useState(false);
  const lastDecision = useRef<number | null>(null);
  const undo = useAct({ onDone: useCallback(() => undefined, []) });

  useEffect(
    () =>
      onSaid((toast) => {
        lastDecision.current = toast.decisionId;
        if (toast.message !== '') setSaid(toast);
      }),
    [],
  );
  useEffect(() => {
    if (!said || isHeld) return;
    const timer = setTimeout(() => setSaid(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said, isHeld]);
  const takeBack = () => {
    const decisionId = lastDecision.current;
    if (decisionId === null) return;
    lastDecision.current = null;
    refused.current = decisionId;
    undo.send({ kind: 'undo', decisionId });
  };
  useShortcuts(
    { z: takeBack },
    { names: ACT_NAMES.last, subject: () => (lastDecision.current === null ? null : 'the last decision') },
  );
  const refused = useRef<number | null>(null);
  useEffect(() => {
    if (!undo.refusal) return;
    setSaid({ message: undo.refusal.message, decisionId: null });
    setHeld(true);
  }, [undo.refusal]);

  return (
    <div
      role="status"
      className="no-print pointer-events-none fixed inset-x-0 bottom-16 z-40 flex justify-center px-4 md:bottom-5"
    >
      {said ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: holding is a kindness to whoever reads; nothing depends on it
        <div
          className="pointer-events-auto flex max-w-lg items-center gap-3 rounded-lg bg-raised py-2 pr-2 pl-3.5 shadow-pop"
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <span className="min-w-0">{said.message}</span>
          {undo.refusal?.isConflict && said.decisionId === null ? (
            <button
              type="button"
              onClick={() =>
                refused.current !== null && undo.send({ kind: 'undo', decisionId: refused.current, withLater: true })
              }
              className="h-7 shrink-0 rounded-md px-2 font-medium text-accent hover:bg-hover"
            >
              Undo those too
            </button>
          ) : null}
          {said.decisionId === null ? null : (
            <button
              type="button"
              onClick={takeBack}
              className="flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2 font-medium text-accent hover:bg-hover"
            >
              Undo
              <kbd className="rounded border border-line-strong px-1 text-2xs text-muted">z</kbd>
            </button>
          )}
          <button
            type="button"
            aria-label="Close message"
            onClick={() => {
              setHeld(false);
              setSaid(null);
            }}
            className="grid size-7 shrink-0 place-items-center rounded-md text-muted hover:bg-hover"
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ) : null}
    </div>
  );
}
