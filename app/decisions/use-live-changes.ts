import { useNavigation, useRevalidator } from '@remix-run/react';
import { useEffect, useRef } from 'react';

const MOST_PAST_MS = 20_000;
const READING_MS = 1000;

/** Reads the page again when others decide something or a run is published; not while the tab is out of sight. */
export function useLiveChanges(): void {
  const { revalidate, state } = useRevalidator();
  const isIdle = useNavigation().state === 'idle' && state === 'idle';
  const isStale = useRef(false);
  const isBusy = useRef(false);
  isBusy.current = !isIdle;
  useEffect(() => {
    // The page was read at most so long ago; what was decided since then would otherwise be told to nobody.
    const past = Math.ceil(Math.min(performance.now(), MOST_PAST_MS) + READING_MS);
    const events = new EventSource(`/live?past=${past}`);
    const readAgain = () => {
      // Reading again while a page is being read would break that off.
      isStale.current = document.visibilityState !== 'visible' || isBusy.current;
      if (!isStale.current) revalidate();
    };
    // What happened while the line was down was told to nobody here.
    let isBroken = false;
    events.addEventListener('error', () => {
      isBroken = true;
    });
    events.addEventListener('open', () => {
      if (isBroken) readAgain();
      isBroken = false;
    });
    const onVisible = () => {
      if (isStale.current) readAgain();
    };
    events.addEventListener('change', readAgain);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      events.close();
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [revalidate]);
  useEffect(() => {
    if (!isIdle || !isStale.current || document.visibilityState !== 'visible') return;
    isStale.current = false;
    revalidate();
  }, [isIdle, revalidate]);
}
