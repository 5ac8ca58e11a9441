import { useState } from 'react';
import type { Kind } from '#db/schema.ts';
import { formatDay } from '../format.ts';
import { TextareaField, TextField } from '../ui/field.tsx';
import { KIND_LOOKS, KIND_NAMES, KindChip } from '../ui/kind.tsx';
import { useNowAt } from '../ui/time.tsx';
import { ActDialog } from './act-dialog.tsx';
import { type ActProps, nameClusters, toTargets } from './act-props.ts';
import { Choices } from './choices.tsx';
import { useAct } from './use-act.ts';

const REASONS = ['Off topic', 'Known already', 'Not ours', 'Spam'];

export function DismissAct({ clusters, onClose, onDone }: ActProps) {
  const act = useAct({ onDone });
  const [reason, setReason] = useState('');
  const send = (isAgain = false) => act.send({ kind: 'dismiss', targets: toTargets(clusters, isAgain), reason });
  return (
    <ActDialog
      title={`Dismiss ${nameClusters(clusters)}`}
      button="Dismiss"
      {...act}
      onSubmit={() => send()}
      onAgain={() => send(true)}
      onClose={onClose}
    >
      <TextField
        label="Reason (optional)"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        maxLength={500}
        autoFocus
        hint="Stays findable, keeps counting, and can be restored."
      />
      <div className="mt-2 flex flex-wrap gap-1.5">
        {REASONS.map((text) => (
          <button
            key={text}
            type="button"
            onClick={() => setReason(text)}
            className="h-7 rounded-full border border-line-strong px-2.5 text-xs text-muted hover:bg-hover hover:text-ink max-md:h-10"
          >
            {text}
          </button>
        ))}
      </div>
    </ActDialog>
  );
}

const DAY_MS = 86_400_000;
const SPANS = [
  { value: '1', label: 'Until tomorrow' },
  { value: '7', label: 'For a week' },
  { value: '30', label: 'For a month' },
  { value: '90', label: 'For three months' },
] as const;

export function SnoozeAct({ clusters, onClose, onDone }: ActProps) {
  const act = useAct({ onDone });
  const nowAt = useNowAt();
  const [span, setSpan] = useState<string>('7');
  const [day, setDay] = useState('');
  const until = span === 'day' ? Date.parse(day) : nowAt + Number(span) * DAY_MS;
  const isReady = Number.isFinite(until) && until > Date.now();
  const send = (isAgain = false) =>
    act.send({ kind: 'snooze', targets: toTargets(clusters, isAgain), until: new Date(until).toISOString() });
  return (
    <ActDialog
      title={`Snooze ${nameClusters(clusters)}`}
      button="Snooze"
      {...act}
      isReady={isReady}
      onSubmit={() => send()}
      onAgain={() => send(true)}
      onClose={onClose}
    >
      <Choices
        label="How long"
        name="span"
        value={span}
        onChange={setSpan}
        choices={[
          ...SPANS.map(({ value, label }) => ({
            value: value as string,
            label,
            aside: formatDay(nowAt + Number(value) * DAY_MS, nowAt),
          })),
          { value: 'day', label: 'Until a day of my choice' },
        ]}
      />
      {span === 'day' ? (
        <TextField
          label="Day"
          type="date"
          value={day}
          min={new Date(nowAt + DAY_MS).toISOString().slice(0, 10)}
          onChange={(event) => setDay(event.target.value)}
          fieldClassName="mt-2"
        />
      ) : null}
    </ActDialog>
  );
}

export function AssignAct({ clusters, people, onClose, onDone }: ActProps) {
  const act = useAct({ onDone });
  const [ownerId, setOwner] = useState<string>(people[0]?.id ?? '');
  const send = (isAgain = false) =>
    act.send({ kind: 'assign', targets: toTargets(clusters, isAgain), ownerId: ownerId || null });
  return (
    <ActDialog
      title={`Assign ${nameClusters(clusters)}`}
      button="Assign"
      {...act}
      onSubmit={() => send()}
      onAgain={() => send(true)}
      onClose={onClose}
    >
      <Choices
        label="Owner"
        name="owner"
        value={ownerId}
        onChange={setOwner}
        choices={[...people.map(({ id, name }) => ({ value: id, label: name })), { value: '', label: 'Nobody' }]}
      />
    </ActDialog>
  );
}

export function KindAct({ clusters, onClose, onDone }: ActProps) {
  const act = useAct({ onDone });
  const [kind, setKind] = useState<Kind | ''>('complaint');
  const send = (isAgain = false) =>
    act.send({ kind: 'set_kind', targets: toTargets(clusters, isAgain), value: kind || null });
  return (
    <ActDialog
      title={`Change the kind of ${nameClusters(clusters)}`}
      button="Change"
      {...act}
      onSubmit={() => send()}
      onAgain={() => send(true)}
      onClose={onClose}
    >
      <Choices<Kind | ''>
        label="Kind"
        name="kind"
        value={kind}
        onChange={setKind}
        choices={[
          ...KIND_NAMES.map((name) => ({
            value: name,
            label: <KindChip kind={name} />,
            aside: KIND_LOOKS[name].plural,
          })),
          { value: '', label: 'What the runs find' },
        ]}
      />
    </ActDialog>
  );
}

export function NoteAct({ clusters, onClose, onDone }: ActProps) {
  const act = useAct({ onDone });
  const [note, setNote] = useState('');
  return (
    <ActDialog
      title={`Note on ${nameClusters(clusters)}`}
      button="Add note"
      {...act}
      isReady={note.trim() !== ''}
      onSubmit={() => act.send({ kind: 'note', targets: toTargets(clusters, true), note })}
      onClose={onClose}
    >
      <TextareaField
        label="Note"
        value={note}
        onChange={(event) => setNote(event.target.value)}
        rows={4}
        maxLength={4000}
        autoFocus
        hint="Stands in the history, for everyone who works here."
      />
    </ActDialog>
  );
}
