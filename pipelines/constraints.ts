/** A cluster that is known from earlier runs. Posts and clusters go by the ids of the caller. */
export type KnownMembers = {
  readonly clusterId: number;
  /** The cluster that it was merged into; itself otherwise. */
  readonly rootId: number;
  /** People have decided something about it: a run may add posts to it, and takes none away. */
  readonly isHeld: boolean;
  /** As the run before left it, as people have changed it since. */
  readonly postIds: readonly number[];
};

/** What people decided that a run has to keep to. */
export type Constraints = {
  readonly known: readonly KnownMembers[];
  /** Posts that a person placed; null: in no cluster. */
  readonly pins: ReadonlyMap<number, number | null>;
};

/** A cluster that the engine found, before anybody's decisions are laid over it. */
export type FoundMembers = {
  readonly key: string;
  readonly postIds: readonly number[];
};
