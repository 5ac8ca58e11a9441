import { useState } from 'react';
import type { Chosen } from '../clusters/use-choice.ts';
import { countOf } from '../format.ts';
import { TextField } from '../ui/field.tsx';
import { ActDialog } from './act-dialog.tsx';
import { Choices } from './choices.tsx';
import { ClusterPicker } from './cluster-picker.tsx';
import { useAct } from './use-act.ts';

type Where = 'other' | 'new' | 'none';

/** Where chosen posts belong: another cluster, a new one, or none. */
export function MoveAct({
  postIds,
  from,
  onClose,
  onDone,
}: {
  postIds: readonly number[];
  /** Null: from wherever they are. */
  from: Chosen | null;
  onClose: () => void;
  onDone: () => void;
}) {
  const act = useAct({ onDone });
  const [where, setWhere] = useState<Where>('other');
  const [to, setTo] = useState<Chosen | null>(null);
  const [name, setName] = useState('');
  const isReady = where === 'other' ? to !== null : true;

  function send() {
    const moved = { postIds: [...postIds], clusterId: from?.id ?? null };
    if (where === 'other') act.send({ kind: 'move', ...moved, toClusterId: to?.id ?? null });
    else if (where === 'none') act.send({ kind: 'move', ...moved, toClusterId: null });
    else if (from) act.send({ kind: 'split', clusterId: from.id, groups: [{ postIds: [...postIds], name }] });
    else act.send({ kind: 'create', postIds: [...postIds], name });
  }
  return (
    <ActDialog
      title={`Move ${countOf(postIds.length, 'post')}`}
      button="Move"
      {...act}
      isReady={isReady}
      onSubmit={send}
      onClose={onClose}
    >
      <Choices<Where>
        label="Where to"
        name="where"
        value={where}
        onChange={setWhere}
        choices={[
          { value: 'other', label: to ? `To “${to.title}”` : 'To another cluster' },
          { value: 'new', label: 'To a new cluster' },
          ...(from ? [{ value: 'none' as const, label: 'Out of all clusters' }] : []),
        ]}
      />
      {where === 'other' ? (
        <ClusterPicker label="Cluster" exceptIds={from ? [from.id] : []} isFirst={to === null} onPick={setTo} />
      ) : null}
      {where === 'new' ? (
        <TextField
          label="Name (optional)"
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={200}
          fieldClassName="mt-2"
          hint="Left empty, it is called by what its posts say."
        />
      ) : null}
    </ActDialog>
  );
}
