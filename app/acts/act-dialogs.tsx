import type { Chosen } from '../clusters/use-choice.ts';
import { MergeAct } from './merge-act.tsx';
import { MoveAct } from './move-act.tsx';
import { AssignAct, DismissAct, KindAct, NoteAct, SnoozeAct } from './simple-acts.tsx';
import { SplitAct } from './split-act.tsx';

/** An act that asks something first. */
export type DialogAct = { readonly onDone?: () => void } & (
  | {
      readonly kind: 'merge' | 'dismiss' | 'snooze' | 'assign' | 'set_kind' | 'note';
      readonly clusters: readonly Chosen[];
    }
  | { readonly kind: 'move'; readonly postIds: readonly number[]; readonly from: Chosen | null }
  | { readonly kind: 'split'; readonly cluster: Chosen; readonly postIds: readonly number[] }
);

const FORMS = {
  merge: MergeAct,
  dismiss: DismissAct,
  snooze: SnoozeAct,
  assign: AssignAct,
  set_kind: KindAct,
  note: NoteAct,
} as const;

/** Loaded only when the first act is opened. */
export default function ActDialogs({
  act,
  people,
  onClose,
}: {
  act: DialogAct;
  people: readonly { readonly id: string; readonly name: string }[];
  onClose: () => void;
}) {
  function done() {
    act.onDone?.();
    onClose();
  }
  if (act.kind === 'move') return <MoveAct postIds={act.postIds} from={act.from} onClose={onClose} onDone={done} />;
  if (act.kind === 'split') {
    return <SplitAct cluster={act.cluster} postIds={act.postIds} onClose={onClose} onDone={done} />;
  }
  const Form = FORMS[act.kind];
  return <Form clusters={act.clusters} people={people} onClose={onClose} onDone={done} />;
}
