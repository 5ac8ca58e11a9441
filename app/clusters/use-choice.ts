import { useCallback, useMemo, useRef, useState } from 'react';

/** A cluster as an act names it: with the version that was seen. */
export interface Chosen {
  readonly id: number;
  readonly version: number;
  readonly title: string;
  readonly state?: 'open' | 'dismissed';
}

/** Which clusters of a list are chosen. */
export interface Choice {
  readonly chosen: ReadonlyMap<number, Chosen>;
  readonly toggle: (index: number, isRange: boolean) => void;
  readonly replace: (clusters: readonly Chosen[]) => void;
  readonly clear: () => void;
}

/** @param rowAt rows that are not loaded are left out of a range. */
export function useChoice(rowAt: (index: number) => Chosen | undefined): Choice {
  const [chosen, setChosen] = useState<ReadonlyMap<number, Chosen>>(new Map());
  const anchor = useRef<number | null>(null);

  const toggle = useCallback(
    (index: number, isRange: boolean) => {
      const from = isRange && anchor.current !== null ? anchor.current : index;
      anchor.current = index;
      setChosen((before) => {
        const after = new Map(before);
        const isAdding = from !== index || !before.has(rowAt(index)?.id ?? 0);
        for (let at = Math.min(from, index); at <= Math.max(from, index); at += 1) {
          const row = rowAt(at);
          if (!row) continue;
          if (isAdding)
            after.set(row.id, {
              id: row.id,
              version: row.version,
              title: row.title,
              ...(row.state ? { state: row.state } : {}),
            });
          else after.delete(row.id);
        }
        return after;
      });
    },
    [rowAt],
  );
  const replace = useCallback((clusters: readonly Chosen[]) => {
    setChosen(new Map(clusters.map((cluster) => [cluster.id, cluster])));
  }, []);
  const clear = useCallback(() => {
    anchor.current = null;
    setChosen((before) => (before.size === 0 ? before : new Map()));
  }, []);
  return useMemo(() => ({ chosen, toggle, replace, clear }), [chosen, toggle, replace, clear]);
}
