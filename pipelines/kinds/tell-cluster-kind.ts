import { type Kind, TOLD_KINDS, type ToldKind } from './kind.ts';
import type { KindVerdict } from './tell-kinds.ts';

/**
 * How much a member of each kind counts towards the cluster's. People ask also when they complain or wish; stories of
 * use are told in plain words that few cues catch, so those that are caught stand for more.
 */
const WEIGHTS: Readonly<Record<ToldKind, number>> = {
  complaint: 1,
  wish: 1,
  question: 0.75,
  praise: 0.75,
  use_case: 1.7,
};
/** Below this share of sure members a cluster is talk of no kind: most posts around a matter are neither. */
const LEAST = 0.12;
/** So many members of no kind are added: one loud member of three does not speak for the others. */
const ADDED = 2;

/** The kind that most members speak for, weighed by how sure each is. Ties go to the kind listed first. */
export function tellClusterKind(verdicts: readonly Pick<KindVerdict, 'kind' | 'score'>[]): Kind {
  let best: Kind = 'other';
  let most = LEAST;
  for (const kind of TOLD_KINDS) {
    const sum = verdicts.reduce((total, verdict) => total + (verdict.kind === kind ? verdict.score : 0), 0);
    const share = (sum / (verdicts.length + ADDED)) * WEIGHTS[kind];
    if (share <= most + 1e-9) continue;
    best = kind;
    most = share;
  }
  return best;
}
