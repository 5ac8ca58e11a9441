import { useRevalidator } from '@remix-run/react';
import { useEffect, useRef } from 'react';

/** Reads the page again when others decide something or a run is published; not while the tab is out of sight. */
export function useLiveChanges(): void {
  const { revalidate } = useRevalidator();
  const isStale = useRef(false);
  useEffect(() => {
    const events = new EventSource('/live');
    const readAgain = () => {
      isStale.current = document.visibilityState !== 'visible';
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
}
