import { Form } from '@remix-run/react';
import { useEffect, useState } from 'react';
import type { Flash } from '../flash.ts';
import { Icon } from '../ui/icon.tsx';
import { onSaid, say } from './toasts.ts';

// Long enough to read and to reach Undo; it waits while the pointer or the focus is on it.
const SHOWN_MS = 8000;

/** Says what was just done. Rendered on the server, so that it is there without scripts, too. */
export function FlashToast({ flash }: { flash: Flash | null }) {
  const [isHeld, setHeld] = useState(false);
  // Kept when the page reads itself again, which says nothing a second time.
  const [shown, setShown] = useState(flash);

  useEffect(() => {
    if (!flash) return;
    setShown(flash);
    // What a form did is taken back by the same key.
    const decisionId = Number(flash.undo?.fields.decision);
    if (flash.undo?.fields.intent === 'undo' && decisionId > 0) say({ message: '', decisionId });
  }, [flash]);
  // One word at a time: what is said without leaving the page takes its place.
  useEffect(() => onSaid(({ message }) => (message === '' ? undefined : setShown(null))), []);
  useEffect(() => {
    if (!shown || isHeld) return;
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown, isHeld]);

  return (
    <div
      role="status"
      className="no-print pointer-events-none fixed inset-x-0 bottom-16 z-40 flex justify-center px-4 md:bottom-5"
    >
      {shown ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: holding is a kindness to whoever reads; nothing depends on it
        <div
          className="pointer-events-auto flex max-w-md items-center gap-3 rounded-lg bg-raised py-2 pr-2 pl-3.5 shadow-pop"
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          <Icon name="check" className="shrink-0 text-success" />
          <span className="min-w-0">{shown.message}</span>
          {shown.undo ? (
            <Form method="post" action={shown.undo.action} preventScrollReset>
              {Object.entries(shown.undo.fields).flatMap(([name, values]) =>
                [values]
                  .flat()
                  .map((value) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />),
              )}
              <button type="submit" data-undo className="h-7 rounded-md px-2 font-medium text-accent hover:bg-hover">
                Undo
              </button>
            </Form>
          ) : null}
          <button
            type="button"
            aria-label="Close message"
            onClick={() => setShown(null)}
            className="grid size-7 place-items-center rounded-md text-muted hover:bg-hover"
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ) : null}
    </div>
  );
}
