import { useLocation } from '@remix-run/react';
import { useEffect } from 'react';

const OPEN = 'details[data-closes][open]';

/** Disclosures marked `data-closes` behave as menus once scripts are there: they close on Escape, outside, and on leaving. */
export function useClosingDetails(): void {
  const { key } = useLocation();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new location is the reason to run
  useEffect(() => {
    for (const details of document.querySelectorAll(OPEN)) details.removeAttribute('open');
  }, [key]);

  useEffect(() => {
    function onPointerDown(event: PointerEvent) {
      for (const details of document.querySelectorAll(OPEN)) {
        if (event.target instanceof Node && !details.contains(event.target)) details.removeAttribute('open');
      }
    }
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Escape') return;
      for (const details of document.querySelectorAll(OPEN)) {
        details.removeAttribute('open');
        details.querySelector('summary')?.focus();
      }
    }
    document.addEventListener('pointerdown', onPointerDown);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
