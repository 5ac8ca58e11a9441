import { createRandom } from '#pipelines/numerics/random.ts';
import type { EnginePost } from '#pipelines/post.ts';

/** Matters that a community keeps raising, each with the words its members have for it. */
export const MATTERS = [
  ['export csv hangs', 'large query result', 'download spinner never ends', 'csv file empty'],
  ['login loop google oauth', 'redirected back sign in page', 'session cookie expired', 'sso account'],
  ['dark theme unreadable charts', 'black labels night mode', 'contrast colours legend', 'theme toggle'],
  ['mobile push notifications late', 'android phone alert delay', 'battery saver blocks alerts', 'silent badge'],
  ['invoice wrong vat number', 'billing address receipt', 'credit card charged twice', 'refund payment'],
] as const;

/** Posts about `matterCount` matters in turn, by distinct authors, a few hours apart. */
export function writePosts(count: number, options: { matterCount?: number; seed?: number } = {}): EnginePost[] {
  const random = createRandom(options.seed ?? 7);
  const matters = MATTERS.slice(0, options.matterCount ?? MATTERS.length);
  return Array.from({ length: count }, (_, index) => {
    const matter = matters[index % matters.length] ?? MATTERS[0];
    const parts = [...matter].sort(() => random.next() - 0.5).slice(0, 3);
    return {
      id: `post-${String(index).padStart(6, '0')}`,
      text: `${parts.join(', ')} ${index % 3 === 0 ? 'since the update' : 'every time'}`,
      authorId: `author-${index % 37}`,
      at: Date.UTC(2024, 0, 1) + index * 6 * 3_600_000,
    };
  });
}
