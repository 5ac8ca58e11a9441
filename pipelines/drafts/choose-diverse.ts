/** A post that might be quoted. */
export type Candidate = {
  readonly postId: number;
  /** Who speaks; null when the source does not say. */
  readonly voiceId: number | null;
  readonly sourceId: number;
  readonly clusterId: number;
  readonly at: number | null;
  /** 0 to 1: how well it stands for its cluster. */
  readonly score: number;
};

/**
 * Picks posts that together show a matter from many sides: no person twice, and each time the one that adds most in
 * cluster, source and time over those already picked. Ties go to the lower id.
 */
export function chooseDiverse(candidates: readonly Candidate[], count: number): Candidate[] {
  const open = [...candidates].sort((a, b) => a.postId - b.postId);
  const times = open.flatMap(({ at }) => (at === null ? [] : [at]));
  const span = times.length > 1 ? Math.max(...times) - Math.min(...times) : 0;
  const chosen: Candidate[] = [];
  while (chosen.length < count) {
    const voices = new Set(chosen.map(({ voiceId }) => voiceId));
    let best: { candidate: Candidate; worth: number } | null = null;
    for (const candidate of open) {
      if (chosen.includes(candidate) || (candidate.voiceId !== null && voices.has(candidate.voiceId))) continue;
      const worth = candidate.score + addedBreadth(candidate, chosen, span);
      if (!best || worth > best.worth) best = { candidate, worth };
    }
    if (!best) break;
    chosen.push(best.candidate);
  }
  return chosen;
}

function addedBreadth({ sourceId, clusterId, at }: Candidate, chosen: readonly Candidate[], span: number): number {
  if (chosen.length === 0) return 0;
  const share = (holds: (other: Candidate) => boolean) => chosen.filter(holds).length / chosen.length;
  const distances = chosen.map((other) =>
    at === null || other.at === null || span === 0 ? 0 : Math.abs(at - other.at),
  );
  const nearest = span === 0 ? 0 : Math.min(...distances) / span;
  return (
    1 -
    share((other) => other.clusterId === clusterId) +
    0.5 * (1 - share((other) => other.sourceId === sourceId)) +
    nearest
  );
}
