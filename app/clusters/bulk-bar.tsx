import { useState } from 'react';
import { formatCount } from '../format.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import type { useClusterActs } from './use-acts.tsx';
import type { Choice, Chosen } from './use-choice.ts';

const ACTS = [
  { kind: 'merge', label: 'Merge', icon: 'merge', key: 'm' },
  { kind: 'dismiss', label: 'Dismiss', icon: 'dismiss', key: 'e' },
  { kind: 'snooze', label: 'Snooze', icon: 'clock', key: 'h' },
  { kind: 'assign', label: 'Assign', icon: 'person', key: 'a' },
  { kind: 'set_kind', label: 'Kind', icon: 'edit', key: 'c' },
  { kind: 'done', label: 'Done', icon: 'check', key: 'd' },
] as const satisfies readonly { kind: string; label: string; icon: IconName; key: string }[];

/** What can be done with the chosen clusters, floating over the list while any are chosen. */
export function BulkBar({
  choice,
  total,
  act,
  findAll,
}: {
  choice: Choice;
  /** How many the list has, also those that are not loaded. */
  total: number;
  act: ReturnType<typeof useClusterActs>;
  findAll: () => Promise<readonly Chosen[]>;
}) {
  const [isLoading, setLoading] = useState(false);
  const count = choice.chosen.size;
  if (count === 0) return null;

  function chooseAll() {
    setLoading(true);
    findAll()
      .then(choice.replace)
      // Out of reach: what is chosen stays so.
      .catch(() => undefined)
      .finally(() => setLoading(false));
  }
  return (
    <section
      aria-label="Chosen clusters"
      className="no-print fixed inset-x-2 bottom-16 z-30 mx-auto flex w-fit max-w-[calc(100vw-1rem)] flex-wrap items-center justify-center gap-1 rounded-xl bg-raised p-1.5 pl-3 shadow-pop md:bottom-5"
    >
      <span className="tnum font-medium" role="status">
        {formatCount(count)} selected
      </span>
      {count < total ? (
        <Button type="button" size="sm" variant="ghost" disabled={isLoading} onClick={chooseAll}>
          Select all {formatCount(total)}
        </Button>
      ) : null}
      <span aria-hidden="true" className="mx-1 h-5 w-px bg-line" />
      {ACTS.map(({ kind, label, icon, key }) => (
        <Button
          key={kind}
          type="button"
          size="sm"
          variant="ghost"
          title={`${label} (${key})`}
          onClick={() => act(kind)}
        >
          <Icon name={icon} size={14} />
          {label}
        </Button>
      ))}
      <Button type="button" size="icon" variant="ghost" aria-label="Select none" onClick={choice.clear}>
        <Icon name="close" size={14} />
      </Button>
    </section>
  );
}
