import { useCallback, useEffect, useRef, useState } from 'react';

/** Rows of a list of which only the part in sight is loaded. */
export interface Rows<T> {
  readonly total: number;
  /** Undefined while it is still on its way. */
  readonly rowAt: (index: number) => T | undefined;
  /** Fetches what of these rows is not there yet. */
  readonly ensure: (first: number, last: number) => void;
}

/**
 * The pages of a list that its route did not send are fetched as they come into sight. When the route sends its page
 * anew, the other pages stay on screen until they are looked at again and fetched: old rows rather than none.
 * @param address of the same list: other rows begin with another one.
 */
export function useRows<T>({
  sent,
  offset,
  total,
  pageSize,
  address,
  load,
}: {
  sent: readonly T[];
  offset: number;
  total: number;
  pageSize: number;
  address: string;
  load: (offset: number) => Promise<readonly T[]>;
}): Rows<T> {
  const [pages, setPages] = useState<ReadonlyMap<number, readonly T[]>>(new Map());
  const fresh = useRef(new Set<number>());
  const loading = useRef(new Set<number>());
  const epoch = useRef(0);
  const sentPage = Math.floor(offset / pageSize);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what the route sent anew is the reason to run
  useEffect(() => {
    fresh.current = new Set();
    loading.current = new Set();
    epoch.current += 1;
  }, [sent]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is the reason to run
  useEffect(() => setPages(new Map()), [address]);

  const rowAt = useCallback(
    (index: number) => {
      const page = Math.floor(index / pageSize);
      return (page === sentPage ? sent : pages.get(page))?.[index - page * pageSize];
    },
    [pages, sent, sentPage, pageSize],
  );
  const ensure = useCallback(
    (first: number, last: number) => {
      const begun = epoch.current;
      for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1) {
        if (page === sentPage || fresh.current.has(page) || loading.current.has(page)) continue;
        loading.current.add(page);
        load(page * pageSize)
          .then((rows) => {
            if (epoch.current !== begun) return;
            fresh.current.add(page);
            setPages((known) => new Map(known).set(page, rows));
          })
          // Out of reach for now: the next scroll asks again.
          .catch(() => undefined)
          .finally(() => loading.current.delete(page));
      }
    },
    [load, pageSize, sentPage],
  );
  return { total, rowAt, ensure };
}
