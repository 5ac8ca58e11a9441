import type { ClusterDetail } from '#server/clusters/get-cluster.ts';
import type { DialogAct } from '../acts/act-dialogs.tsx';
import { useOpenAct } from '../acts/acts-provider.tsx';
import { useAct } from '../acts/use-act.ts';
import { buttonLook } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';

/** Everything else that can be done with an open cluster, each with its key. */
export function ActMenu({ cluster }: { cluster: ClusterDetail }) {
  const openAct = useOpenAct();
  const act = useAct();
  const { id, version, title, state } = cluster;
  const chosen = { id, version, title, state };
  const targets = [{ clusterId: id, expectedVersion: version }];
  const open = (kind: Extract<DialogAct, { clusters: unknown }>['kind']) => openAct?.({ kind, clusters: [chosen] });
  return (
    <details className="pop" data-closes>
      <summary className={buttonLook({ variant: 'ghost', size: 'sm' })}>
        <Icon name="more" size={14} />
        More
      </summary>
      <ul className="right-0 w-56 p-1.5 max-sm:right-auto max-sm:left-0">
        <Item icon="merge" shortcut="m" onClick={() => open('merge')}>
          Merge with another
        </Item>
        <Item icon="split" shortcut="s" onClick={() => openAct?.({ kind: 'split', cluster: chosen, postIds: [] })}>
          Split
        </Item>
        <Item icon="clock" shortcut="h" onClick={() => open('snooze')}>
          Snooze
        </Item>
        {cluster.snoozedUntil ? (
          <Item icon="clock" onClick={() => act.send({ kind: 'snooze', targets, until: null })}>
            Wake up
          </Item>
        ) : null}
        <Item icon="person" shortcut="a" onClick={() => open('assign')}>
          Assign
        </Item>
        <Item icon="edit" shortcut="c" onClick={() => open('set_kind')}>
          Change kind
        </Item>
        <Item icon="quote" shortcut="n" onClick={() => open('note')}>
          Add a note
        </Item>
        {cluster.doneAt ? (
          <Item icon="restore" onClick={() => act.send({ kind: 'reopen', targets })}>
            Take up again
          </Item>
        ) : (
          <Item icon="check" shortcut="d" onClick={() => act.send({ kind: 'done', targets })}>
            Mark done
          </Item>
        )}
      </ul>
    </details>
  );
}

function Item({
  icon,
  shortcut,
  onClick,
  children,
}: {
  icon: IconName;
  shortcut?: string;
  onClick: () => void;
  children: string;
}) {
  return (
    <li>
      <button
        type="button"
        onClick={(event) => {
          event.currentTarget.closest('details')?.removeAttribute('open');
          onClick();
        }}
        className="flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-left text-xs hover:bg-hover max-md:h-11"
      >
        <Icon name={icon} size={14} className="text-muted" />
        <span className="flex-1">{children}</span>
        {shortcut ? <kbd className="text-2xs text-faint">{shortcut}</kbd> : null}
      </button>
    </li>
  );
}
