import { expect, test } from 'vitest';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';
import { createEmbedder, learnMeanings } from '#pipelines/vectors/embed-words.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';

const vectors = readWordVectors()!;
const FILLER = ['the export hangs', 'dark charts are hard to read', 'the invoice shows a wrong address'];

/** Similarity of the meanings of the first two posts. */
function likeness(first: string, second: string, others: readonly string[] = []): number {
  const posts = [first, second, ...others, ...FILLER].map((text, i) => ({ id: String(i), text, language: 'en' }));
  const tokenised = tokenisePosts(posts);
  const learned = learnMeanings(tokenised, Int32Array.from(posts.keys()), vectors, 1);
  const embed = createEmbedder(learned, 0);
  const [left, right] = [0, 1].map((post) => {
    const values = new Float32Array(vectors.width);
    expect(embed({ tokenised }, post, values, 1)).toBe(true);
    return values;
  });
  return left!.reduce((sum, value, d) => sum + value * right![d]!, 0);
}

test('a name without a vector that enough posts say means itself: posts that share it are nearer', () => {
  expect(vectors.rowOf.has('quorvexa')).toBe(false);
  const apart = likeness('quorvexa login page loops', 'the invoice of quorvexa came twice');
  const together = likeness('quorvexa login page loops', 'the invoice of quorvexa came twice', ['quorvexa again']);

  expect(together).toBeGreaterThan(apart + 0.1);
});

test('names do not make a meaning known: of a post of names only there is none', () => {
  const posts = Array.from({ length: 5 }, (_, i) => ({ id: String(i), text: 'quorvexa zzymble', language: 'en' }));
  const tokenised = tokenisePosts(posts);
  const embed = createEmbedder(learnMeanings(tokenised, Int32Array.from(posts.keys()), vectors, 1), 0);

  expect(embed({ tokenised }, 0, new Float32Array(vectors.width), 1)).toBe(false);
});
