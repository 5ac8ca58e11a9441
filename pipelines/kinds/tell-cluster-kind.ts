import { KINDS, type Kind } from './kind.ts';
import type { KindVerdict } from './tell-kind.ts';

/** Members of no kind weigh little: most talk around a complaint is neither complaint nor praise. */
const OTHER_SHARE = 0.25;

/** The kind that most of a cluster's members speak for, weighed by how sure each is. Ties go to the kind listed first. */
export function tellClusterKind(verdicts: readonly KindVerdict[]): Kind {
  const sums = new Map<Kind, number>(KINDS.map((kind) => [kind, 0]));
  for (const { kind, score } of verdicts) sums.set(kind, sums.get(kind)! + (kind === 'other' ? OTHER_SHARE : score));
  let best: Kind = 'other';
  for (const kind of KINDS) if (sums.get(kind)! > sums.get(best)! + 1e-9) best = kind;
  return best;
}
