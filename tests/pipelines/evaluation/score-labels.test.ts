import { expect, test } from 'vitest';
import { scoreLabels } from '#pipelines/evaluation/score-labels.ts';

const exports = ['The export hangs', 'Exporting takes hours', 'csv again', 'The EXPORT is empty', 'nothing happens'];
const logins = ['Login loop', 'cannot log in', 'login after export', 'sso login', 'login'];

test('hit counts the own posts that say a term in any form, leak the posts of others that do', () => {
  const { posts, result } = write([
    { texts: exports, title: 'Export', terms: ['export', 'csv'] },
    { texts: logins, title: 'Login', terms: ['login', 'sso account'] },
  ]);

  const scores = scoreLabels(posts, result);

  expect(scores).toMatchObject({ n: 2, sharedFirst: 0, sharedTitle: 0 });
  expect(scores.hit).toBeCloseTo((4 / 5 + 4 / 5) / 2, 6);
  expect(scores.leak).toBeCloseTo((1 / 5 + 0) / 2, 6);
});

test('a fourth term counts for nothing', () => {
  const { posts, result } = write([{ texts: exports, title: 'Export', terms: ['x1', 'x2', 'x3', 'export'] }]);

  expect(scoreLabels(posts, result).hit).toBe(0);
});

test('clusters of fewer than five posts are left out of the means, but not of what is shared', () => {
  const { posts, result } = write([
    { texts: exports, title: 'Export', terms: ['export'] },
    { texts: logins.slice(0, 4), title: 'export', terms: ['Export'] },
  ]);

  expect(scoreLabels(posts, result)).toMatchObject({ n: 1, sharedFirst: 2, sharedTitle: 2 });
});

/** A run that found the given clusters. */
function write(found: readonly { texts: readonly string[]; title: string; terms: readonly string[] }[]) {
  const posts = found.flatMap(({ texts }, c) => texts.map((text, i) => ({ id: `${c}-${i}`, text })));
  const clusters = found.map(({ texts, title, terms }, c) => ({
    title,
    terms: terms.map((term) => ({ term, weight: 1 })),
    members: texts.map((_, i) => ({ postId: `${c}-${i}`, score: 1 })),
  }));
  return { posts, result: { clusters, posts: posts.map(({ id }) => ({ id, language: 'en' })) } };
}
