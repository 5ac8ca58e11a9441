/** A value that a person set; times as ISO 8601 in UTC. Null is how it was found. */
export type Value = string | number | boolean | null;

/** What people decide about a cluster, each on its own. */
export const FIELDS = [
  'name',
  'kindOverride',
  'state',
  'dismissReason',
  'dismissedPostCount',
  'ownerId',
  'snoozedUntil',
  'doneAt',
  'isByHand',
  'mergeTargetId',
] as const;
export type Field = (typeof FIELDS)[number];
export type Fields = { readonly [F in Field]?: Value };

/** How a cluster is before anybody has decided anything about it. */
export const UNDECIDED: { readonly [F in Field]: Value } = {
  name: null,
  kindOverride: null,
  state: 'open',
  dismissReason: null,
  dismissedPostCount: null,
  ownerId: null,
  snoozedUntil: null,
  doneAt: null,
  isByHand: false,
  mergeTargetId: null,
};

/** Posts and the cluster they are pinned to; null: to none. */
export type PinGroup = { readonly clusterId: number | null; readonly postIds: readonly number[] };

/** What a decision sets. Every part is optional; a note sets nothing. */
export type Change = {
  /** By cluster id. */
  readonly clusters?: Readonly<Record<string, Fields>> | undefined;
  readonly pins?: readonly PinGroup[] | undefined;
  /** Pairs of clusters that no run may join, the lower id first. */
  readonly apart?: readonly (readonly [low: number, high: number])[] | undefined;
  readonly note?: string | undefined;
};

/** What a decision found, and which decision had set that; null: none had. */
export type Before = {
  readonly clusters?: Readonly<Record<string, Fields>> | undefined;
  readonly clustersBy?: Readonly<Record<string, { readonly [F in Field]?: number | null }>> | undefined;
  /** Those without `decisionId` were not pinned. */
  readonly pins?: readonly (PinGroup & { readonly decisionId: number | null })[] | undefined;
};

/** One row of the log, as far as the state follows from it. */
export type Decision = {
  readonly id: number;
  readonly after: Change;
  /** Of an undo: the decision that no longer holds. */
  readonly undoesId: number | null;
  /** Of a redo: the decision that holds again, on top of all that came since. */
  readonly redoesId: number | null;
};
