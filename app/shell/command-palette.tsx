import { useNavigate } from '@remix-run/react';
import { Command } from 'cmdk';
import { useEffect, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import type { NavigationItem } from './navigation.ts';
import type { KeyAct } from './use-shortcuts.ts';

interface FoundCluster {
  readonly id: number;
  readonly title: string;
}

/** Loaded only when first opened. */
export default function CommandPalette({
  items,
  acts,
  canCurate,
  onClose,
}: {
  items: readonly NavigationItem[];
  /** What could be done when it was opened. */
  acts: readonly KeyAct[];
  canCurate: boolean;
  onClose: () => void;
}) {
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  const clusters = useFoundClusters(query);

  function go(to: string) {
    onClose();
    navigate(to);
  }

  function perform(act: KeyAct) {
    onClose();
    // What it acts on has the focus again by then.
    setTimeout(act.press, FOCUS_RETURN_MS);
  }

  return (
    <Command.Dialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      label="Command palette"
      overlayClassName="fixed inset-0 z-40 bg-black/30"
      contentClassName="fixed top-[14vh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-xl bg-raised shadow-pop"
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Icon name="search" className="text-faint" />
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder="Do something, or go to a page or a cluster"
          className="h-12 w-full bg-transparent text-base outline-none placeholder:text-faint"
        />
      </div>
      <Command.List className="scroll-pane max-h-[min(24rem,50vh)] p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-muted">Nothing found for “{query}”.</Command.Empty>
        {[...new Set(acts.map(({ subject }) => subject))].map((subject) => (
          <Command.Group key={subject} heading={`With ${subject}`} className={GROUP}>
            {acts
              .filter((act) => act.subject === subject)
              .map((act) => (
                <Command.Item
                  key={act.key}
                  value={`${act.name} ${subject}`}
                  onSelect={() => perform(act)}
                  className={ITEM}
                >
                  <Icon name="play" className="text-muted" />
                  {act.name}
                  <kbd className="ml-auto text-xs text-faint">{act.key}</kbd>
                </Command.Item>
              ))}
          </Command.Group>
        ))}
        {clusters.length > 0 ? (
          <Command.Group heading="Clusters" className={GROUP}>
            {clusters.map((cluster) => (
              <Command.Item
                key={cluster.id}
                value={`${cluster.title} ${cluster.id}`}
                onSelect={() => go(`/clusters/${cluster.id}`)}
                className={ITEM}
              >
                <Icon name="clusters" className="text-muted" />
                <span className="truncate">{cluster.title}</span>
              </Command.Item>
            ))}
          </Command.Group>
        ) : null}
        <Command.Group heading="Go to" className={GROUP}>
          {items.map((item) => (
            <Command.Item key={item.to} value={item.label} onSelect={() => go(item.to)} className={ITEM}>
              <Icon name={item.icon} className="text-muted" />
              {item.label}
              <kbd className="ml-auto text-xs text-faint">g {item.key}</kbd>
            </Command.Item>
          ))}
          <Command.Item value="Suggestions" onSelect={() => go('/clusters/suggestions')} className={ITEM}>
            <Icon name="suggestions" className="text-muted" />
            Suggestions
            <kbd className="ml-auto text-xs text-faint">g g</kbd>
          </Command.Item>
          <Command.Item value="Unplaced posts" onSelect={() => go('/posts?placed=no')} className={ITEM}>
            <Icon name="posts" className="text-muted" />
            Unplaced posts
          </Command.Item>
        </Command.Group>
        {canCurate ? (
          <Command.Group heading="Begin" className={GROUP}>
            <Command.Item value="New report" onSelect={() => go('/reports/new')} className={ITEM}>
              <Icon name="plus" className="text-muted" />
              New report
            </Command.Item>
            <Command.Item value="Import posts from a file" onSelect={() => go('/imports')} className={ITEM}>
              <Icon name="upload" className="text-muted" />
              Import posts from a file
            </Command.Item>
          </Command.Group>
        ) : null}
        {query.trim() ? (
          <Command.Item
            value={`Search posts ${query}`}
            forceMount
            onSelect={() => go(`/posts?q=${encodeURIComponent(query.trim())}`)}
            className={ITEM}
          >
            <Icon name="search" className="text-muted" />
            Search posts for “{query.trim()}”
          </Command.Item>
        ) : null}
      </Command.List>
    </Command.Dialog>
  );
}

const GROUP =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted';
const ITEM = 'flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-active';
const TYPING_MS = 120;
const FOCUS_RETURN_MS = 40;

function useFoundClusters(query: string): readonly FoundCluster[] {
  const [clusters, setClusters] = useState<readonly FoundCluster[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      fetch(`/clusters/search?q=${encodeURIComponent(query.trim())}`, { signal: abort.signal })
        .then((response) => (response.ok ? response.json() : { clusters: [] }))
        .then((found: { clusters: FoundCluster[] }) => setClusters(found.clusters))
        // The palette still leads to pages when the search is out of reach or was overtaken.
        .catch(() => undefined);
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query]);
  return clusters;
}
