import { exponential } from '#pipelines/numerics/exponential.ts';
import { roundTo } from '#pipelines/numerics/round.ts';
import type { EnginePost } from '#pipelines/post.ts';

/** A voice that was last heard so long before the newest post of the community counts half: a quarter, as teams plan by. */
export const HALF_LIFE_DAYS = 90;
const DAY = 86_400_000;
/** Far below what differs in any list. */
const DIGITS = 9;

type Heard = Pick<EnginePost, 'authorId' | 'at' | 'isStaff' | 'isBot'>;

/**
 * The voices of a cluster, each by how long ago it was last heard there: what clusters are ranked by. Between 0 and the
 * number of voices. A post without a time is as of the newest. Where no author is known, the posts together are one voice at
 * most, the nearer to a whole one the more and the later they are.
 *
 * @param newestAt epoch milliseconds of the newest post of the community.
 */
export function weighVoices(posts: readonly Heard[], newestAt: number): number {
  const members = posts.filter(({ isStaff, isBot }) => !isStaff && !isBot);
  const lastAt = new Map<string, number>();
  for (const { authorId, at } of members) {
    if (authorId) lastAt.set(authorId, Math.max(lastAt.get(authorId) ?? Number.NEGATIVE_INFINITY, timeOf(at)));
  }
  const times = lastAt.size > 0 ? [...lastAt.values()] : members.map(({ at }) => timeOf(at));
  const weight = times.reduce((sum, at) => sum + halve(newestAt - at), 0);
  return roundTo(lastAt.size > 0 ? weight : asOneVoice(weight), DIGITS);

  function timeOf(at: number | null | undefined): number {
    return typeof at === 'number' && Number.isFinite(at) ? at : newestAt;
  }
}

/** What weight is left after so many milliseconds. */
export function halve(ms: number): number {
  return exponential((-ms / (HALF_LIFE_DAYS * DAY)) * Math.LN2);
}

/** Posts of nobody known, by the sum of their weights. */
export function asOneVoice(weight: number): number {
  return weight / (1 + weight);
}
