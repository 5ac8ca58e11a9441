import { expect, test } from 'vitest';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import type { PipelineResult } from '#pipelines/run-result.ts';
import type { WordVectors } from '#pipelines/vectors/word-vectors.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { readSample } from './read-sample.ts';
import { writeBilingual } from './write-bilingual.ts';
import { writePosts } from './write-posts.ts';

/** Pairs by what their posts' ids say, as `battery-de battery-en`. */
function namePairs({ clusters, languagePairs }: PipelineResult): string[] {
  const nameOf = (key: string) => {
    const ids = clusters.find((cluster) => cluster.key === key)?.members.map(({ postId }) => postId.slice(0, -3)) ?? [];
    return [...new Set(ids)].join('+');
  };
  return languagePairs.map(({ clusterKeys }) => clusterKeys.map(nameOf).sort().join(' ')).sort();
}

test('clusters in two languages that share names, numbers and links are paired, and no others', () => {
  const result = runPipeline(writeBilingual());

  expect(namePairs(result)).toEqual(['battery-de battery-en', 'history-de history-en', 'router-de router-en']);
  const marksOf = (part: string) => {
    const index = result.languagePairs.findIndex(({ clusterKeys: [key] }) =>
      result.clusters.find((cluster) => cluster.key === key)?.members.some(({ postId }) => postId.startsWith(part)),
    );
    return result.languagePairs[index]?.marks;
  };
  expect(marksOf('battery')).toEqual(expect.arrayContaining(['2.13', 'firmware', 'liveface']));
  expect(marksOf('history')).toEqual(expect.arrayContaining(['402', 'tockle.example/plus']));
  for (const { score, marks } of result.languagePairs) {
    expect(marks.join(' ')).not.toMatch(/[,;](?: |$)/);
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThanOrEqual(1);
  }
});

test('what was written half a year apart is not paired', () => {
  expect(runPipeline(writeBilingual({ germanFrom: Date.UTC(2026, 7, 1) })).languagePairs).toEqual([]);
});

test('a community of one language has no pairs, and heaps of many matters in the sample have none either', () => {
  expect(runPipeline(writePosts(200)).languagePairs).toEqual([]);
  expect(runPipeline(readSample().posts).languagePairs).toEqual([]);
});

test('in a language whose words have no known meaning, a community is clustered as without word vectors', () => {
  const posts = readSample().posts.map((post) => ({ ...post, language: 'de' }));
  const membersOf = (wordVectors: WordVectors | null) => {
    return runPipeline(posts, {}, {}, wordVectors).clusters.map(({ members }) => members.map(({ postId }) => postId));
  };

  expect(membersOf(readWordVectors())).toEqual(membersOf(null));
});
