import { type Change, type Decision, FIELDS, type Field, type Fields, UNDECIDED, type Value } from './change.ts';

/** All that people have decided, as it holds now. What equals the undecided state is left out. */
export type DecidedState = {
  readonly clusters: ReadonlyMap<number, Fields>;
  readonly pins: ReadonlyMap<number, { readonly clusterId: number | null; readonly decisionId: number }>;
  /** `low-high`, by the decisions that hold the two apart. */
  readonly apart: ReadonlyMap<string, readonly number[]>;
};

type Entry = { readonly decisionId: number; readonly value: Value };
type Key =
  | { readonly of: 'cluster'; readonly id: number; readonly field: Field }
  | { readonly of: 'pin'; readonly id: number };

/**
 * The state that a log leads to, from nothing but the log. For each thing that can be decided there is a stack of the
 * decisions that hold and set it; the topmost counts, and taking one out leaves what lay under it.
 *
 * @param decisions oldest first.
 * @throws RangeError when the log undoes a decision that a later one lies upon, or that does not hold: no such row is
 * ever written.
 */
export function foldDecisions(decisions: readonly Decision[]): DecidedState {
  const stacks = new Map<string, { readonly key: Key; readonly entries: Entry[] }>();
  const apart = new Map<string, Set<number>>();
  const changes = new Map<number, Change>();

  for (const { id, after, undoesId, redoesId } of decisions) {
    if (undoesId !== null) takeOut(undoesId);
    else if (redoesId !== null) put(redoesId);
    else {
      changes.set(id, after);
      put(id);
    }
  }
  return readStacks(stacks.values(), apart);

  function put(decisionId: number): void {
    const change = changeOf(decisionId);
    for (const [key, value] of listKeys(change)) {
      const name = nameOf(key);
      const stack = stacks.get(name) ?? { key, entries: [] };
      stacks.set(name, stack);
      stack.entries.push({ decisionId, value });
    }
    for (const [low, high] of change.apart ?? []) {
      const name = `${low}-${high}`;
      apart.set(name, (apart.get(name) ?? new Set()).add(decisionId));
    }
  }

  function takeOut(decisionId: number): void {
    const change = changeOf(decisionId);
    for (const [key] of listKeys(change)) {
      const entries = stacks.get(nameOf(key))?.entries ?? [];
      if (entries.at(-1)?.decisionId !== decisionId) {
        throw new RangeError(`Decision ${decisionId} was undone although it did not hold ${nameOf(key)}.`);
      }
      entries.pop();
    }
    for (const [low, high] of change.apart ?? []) apart.get(`${low}-${high}`)?.delete(decisionId);
  }

  function changeOf(decisionId: number): Change {
    const change = changes.get(decisionId);
    if (!change) throw new RangeError(`The log speaks of decision ${decisionId} before it was made.`);
    return change;
  }
}

function* listKeys({ clusters = {}, pins = [] }: Change): Generator<readonly [Key, Value]> {
  for (const [id, fields] of Object.entries(clusters)) {
    for (const field of FIELDS) {
      const value = fields[field];
      if (value !== undefined) yield [{ of: 'cluster', id: Number(id), field }, value];
    }
  }
  for (const { clusterId, postIds } of pins) for (const id of postIds) yield [{ of: 'pin', id }, clusterId];
}

function nameOf(key: Key): string {
  return key.of === 'pin' ? `pin of post ${key.id}` : `${key.field} of cluster ${key.id}`;
}

function readStacks(
  stacks: Iterable<{ readonly key: Key; readonly entries: readonly Entry[] }>,
  apart: ReadonlyMap<string, ReadonlySet<number>>,
): DecidedState {
  const clusters = new Map<number, { [F in Field]?: Value }>();
  const pins = new Map<number, { clusterId: number | null; decisionId: number }>();
  for (const { key, entries } of stacks) {
    const top = entries.at(-1);
    if (!top) continue;
    if (key.of === 'pin') {
      pins.set(key.id, { clusterId: typeof top.value === 'number' ? top.value : null, decisionId: top.decisionId });
    } else if (top.value !== UNDECIDED[key.field]) {
      const fields = clusters.get(key.id) ?? {};
      clusters.set(key.id, fields);
      fields[key.field] = top.value;
    }
  }
  return {
    clusters,
    pins,
    apart: new Map([...apart].flatMap(([pair, ids]) => (ids.size > 0 ? [[pair, [...ids].sort((a, b) => a - b)]] : []))),
  };
}
