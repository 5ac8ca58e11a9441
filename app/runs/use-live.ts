import { useRevalidator } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import { estimateRemaining, type ProgressSample } from './estimate.ts';

const EVERY_MS = 1000;
const MAX_SAMPLES = 240;

/** Asks for the page's numbers again every second while `isOpen`, and not while nobody looks at the tab. */
export function useLive(isOpen: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isOpen || state !== 'idle') return;
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') revalidate();
    }, EVERY_MS);
    // A tab that comes back is told at once.
    const onVisible = () => document.visibilityState === 'visible' && revalidate();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [isOpen, state, revalidate]);
}

/** Time left by the rate measured while this page is open, in milliseconds; null until it is sound. */
export function useRemaining(run: {
  readonly id: number;
  readonly stage: string | null;
  readonly doneCount: number;
  readonly totalCount: number | null;
  readonly nowAt: number;
}): number | null {
  const { id, stage, doneCount, totalCount, nowAt } = run;
  const name = `${id} ${stage}`;
  const history = useRef<{ name: string; samples: ProgressSample[] }>({ name, samples: [] });
  const [remaining, setRemaining] = useState<number | null>(null);
  useEffect(() => {
    if (history.current.name !== name) history.current = { name, samples: [] };
    const { samples } = history.current;
    if (samples.at(-1)?.at !== nowAt) samples.push({ at: nowAt, doneCount });
    if (samples.length > MAX_SAMPLES) samples.shift();
    setRemaining(estimateRemaining(samples, totalCount));
  }, [name, doneCount, totalCount, nowAt]);
  return remaining;
}
