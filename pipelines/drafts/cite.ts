import type { Claim } from './claim.ts';
import type { DraftPost } from './draft-facts.ts';

/** Collects the claims of one draft, numbered in the order of the text; the same claim is cited by the same number. */
export interface Citer {
  readonly claims: Claim[];
  /** `[^3]`, to stand right after the sentence. */
  readonly cite: (label: string, posts: readonly { readonly id: number }[]) => string;
}

export function createCiter(firstKey: number): Citer {
  const claims: Claim[] = [];
  const known = new Map<string, number>();
  return {
    claims,
    cite: (label, posts) => {
      const postIds = [...new Set(posts.map(({ id }) => id))];
      if (postIds.length === 0) return '';
      const list = `${label}: ${postIds.join(',')}`;
      const key = known.get(list) ?? firstKey + claims.length;
      if (!known.has(list)) {
        known.set(list, key);
        claims.push({ key, label, postIds });
      }
      return `[^${key}]`;
    },
  };
}

export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Known people behind posts. */
export function voicesOf(posts: readonly Pick<DraftPost, 'voiceId'>[]): number {
  return new Set(posts.flatMap(({ voiceId }) => (voiceId === null ? [] : [voiceId]))).size;
}

/** "4 people", or "4 posts" where the source names nobody. */
export function whoOf(posts: readonly Pick<DraftPost, 'voiceId'>[]): { words: string; isOne: boolean } {
  const voices = voicesOf(posts);
  if (voices > 0) return { words: countOf(voices, 'person', 'people'), isOne: voices === 1 };
  return { words: countOf(posts.length, 'post'), isOne: posts.length === 1 };
}

/** "a, b and c" */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Names by how many posts have them, most first: "8.0 (4), 7.0 (3) and 2 more". */
export function tallyNames(posts: readonly DraftPost[], namesOf: (post: DraftPost) => readonly string[], shown = 4) {
  const counts = new Map<string, DraftPost[]>();
  for (const post of posts)
    for (const name of new Set(namesOf(post))) counts.set(name, [...(counts.get(name) ?? []), post]);
  const ranked = [...counts].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const rest = ranked.length - shown;
  const words = ranked.slice(0, shown).map(([name, { length }]) => `${escapeMarkdown(name)} (${length})`);
  return {
    ranked,
    posts: posts.filter((post) => namesOf(post).length > 0),
    words: joinWords(rest > 0 ? [...words, `${rest} more`] : words),
  };
}

/** Titles and names are members' words: nothing in them may become Markdown. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>~|]/g, '\\$&').replace(/\s+/g, ' ');
}
