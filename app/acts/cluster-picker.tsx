import { useEffect, useId, useState } from 'react';
import type { Chosen } from '../clusters/use-choice.ts';
import { countOf } from '../format.ts';

interface Found extends Chosen {
  readonly voiceCount: number;
}
const TYPING_MS = 120;

/** Finds a cluster by what is typed: the arrows move, Enter takes it. */
export function ClusterPicker({
  label,
  exceptIds,
  isFirst,
  onPick,
}: {
  label: string;
  exceptIds: readonly number[];
  /** Whether the dialog begins here. */
  isFirst: boolean;
  onPick: (cluster: Chosen) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = useFound(typed).filter((cluster) => !exceptIds.includes(cluster.id));
  const isOpen = typed.trim() !== '' || isFirst;

  function pick(cluster: Found | undefined) {
    if (!cluster) return;
    onPick(cluster);
    setTyped('');
    setAt(0);
  }
  return (
    <div className="mt-2">
      <label htmlFor={id} className="mb-1 block text-xs font-medium text-muted">
        {label}
      </label>
      <input
        id={id}
        type="search"
        role="combobox"
        aria-expanded={isOpen && found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={isOpen && found[at] ? `${id}-${found[at].id}` : undefined}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: a dialog begins at what it asks
        autoFocus={isFirst}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt((now) => Math.min(found.length - 1, now + 1));
          else if (event.key === 'ArrowUp') setAt((now) => Math.max(0, now - 1));
          else if (event.key === 'Enter' && isOpen && found[at]) pick(found[at]);
          else return;
          event.preventDefault();
        }}
        className="h-8 w-full rounded-md border border-line-control bg-pane px-2.5 max-md:h-10"
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} className="mt-1">
        {isOpen
          ? found.map((cluster, i) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
              <div
                key={cluster.id}
                id={`${id}-${cluster.id}`}
                role="option"
                aria-selected={i === at}
                tabIndex={-1}
                onClick={() => pick(cluster)}
                className={`flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 max-md:min-h-11 ${i === at ? 'bg-active' : 'hover:bg-hover'}`}
              >
                <span className="min-w-0 flex-1 truncate">{cluster.title}</span>
                <span className="tnum text-xs text-muted">{countOf(cluster.voiceCount, 'voice')}</span>
              </div>
            ))
          : null}
      </div>
    </div>
  );
}

function useFound(typed: string): readonly Found[] {
  const [found, setFound] = useState<readonly Found[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      fetch(`/clusters/search?q=${encodeURIComponent(typed.trim())}`, { signal: abort.signal })
        .then((response) => (response.ok ? response.json() : { clusters: [] }))
        .then(({ clusters }: { clusters: Found[] }) => setFound(clusters))
        // Overtaken by the next letter.
        .catch(() => undefined);
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [typed]);
  return found;
}
