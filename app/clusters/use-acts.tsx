import { useMatches, useParams } from '@remix-run/react';
import type { DialogAct } from '../acts/act-dialogs.tsx';
import { nameClusters, toTargets } from '../acts/act-props.ts';
import { useOpenAct } from '../acts/acts-provider.tsx';
import { useAct } from '../acts/use-act.ts';
import { ACT_NAMES } from '../shell/shortcut-list.ts';
import { useShortcuts } from '../shell/use-shortcuts.ts';
import type { Choice, Chosen } from './use-choice.ts';

type ListAct = Extract<DialogAct, { readonly clusters: readonly Chosen[] }>['kind'] | 'done';

/**
 * The keys that do something with clusters: the chosen ones, else the one that has the focus, else the open one.
 * @param onGone is told which clusters an act took out of sight, so that the next one can be shown.
 */
export function useClusterActs({
  choice,
  isEnabled,
  onGone,
}: {
  choice: Choice;
  isEnabled: boolean;
  onGone?: (ids: readonly number[]) => void;
}): (kind: ListAct) => void {
  const openAct = useOpenAct();
  const direct = useAct({ onDone: choice.clear });
  const opened = useOpenedCluster();

  const findSubjects = (): readonly Chosen[] =>
    choice.chosen.size > 0 ? [...choice.chosen.values()] : [focusedCluster() ?? opened].flatMap((one) => one ?? []);
  function act(kind: ListAct) {
    const clusters = findSubjects();
    if (clusters.length === 0) return;
    const targets = toTargets(clusters, false);
    if (kind === 'done') direct.send({ kind: 'done', targets });
    else if (kind === 'dismiss' && clusters.every(({ state }) => state === 'dismissed'))
      direct.send({ kind: 'restore', targets });
    else {
      const goes = kind === 'dismiss' || kind === 'snooze';
      const onDone = () => {
        choice.clear();
        if (goes) onGone?.(clusters.map(({ id }) => id));
      };
      openAct?.({ kind, clusters, onDone });
    }
  }
  useShortcuts(
    isEnabled
      ? {
          m: () => act('merge'),
          e: () => act('dismiss'),
          h: () => act('snooze'),
          a: () => act('assign'),
          c: () => act('set_kind'),
          n: () => act('note'),
          d: () => act('done'),
        }
      : {},
    {
      names: ACT_NAMES.clusters,
      subject: () => (findSubjects().length > 0 ? nameClusters(findSubjects()) : null),
    },
  );
  return act;
}

function focusedCluster(): Chosen | null {
  const item = document.activeElement?.closest<HTMLElement>('[data-cluster-id]');
  if (!item) return null;
  const { clusterId, version, title = '', state } = item.dataset;
  return { id: Number(clusterId), version: Number(version), title, state: state === 'dismissed' ? state : 'open' };
}

function useOpenedCluster(): Chosen | null {
  const { clusterId } = useParams();
  const data: unknown = useMatches().find(({ id }) => id === 'routes/clusters/cluster')?.data;
  if (clusterId === undefined || typeof data !== 'object' || data === null || !('cluster' in data)) return null;
  // The route's own loader sends it.
  const { id, version, title, state } = data.cluster as Chosen;
  return { id, version, title, ...(state ? { state } : {}) };
}
