import { expect, test } from 'vitest';
import { codeBytes, createArena } from '#pipelines/kernels/create-arena.ts';
import { readRow } from '#pipelines/kernels/encode-rows.ts';
import { createRandom } from '#pipelines/numerics/random.ts';
import { resolveParameters } from '#pipelines/parameters.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { foldDuplicates } from '#pipelines/text/fold-duplicates.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';
import { drawLots } from '#pipelines/vectors/draw-lots.ts';
import { learnVectors, vectorisePosts } from '#pipelines/vectors/vectorise-posts.ts';
import { weighTerms } from '#pipelines/vectors/weigh-terms.ts';
import { readSample } from '../read-sample.ts';

const { posts, truth } = readSample();

// Counts at which a third of the posts is no whole number of kernel vectors.
test.each([100, 213, 355])('among %i posts, those about one matter lie closer than others', (count) => {
  const chosen = posts.slice(0, count);
  const dot = vectorise(chosen);
  const near: number[] = [];
  const far: number[] = [];

  for (let a = 0; a < count; a += 1) {
    const matter = truth[chosen[a]!.id];
    if (matter === null) continue;
    for (let b = 0; b < a; b += 1) (truth[chosen[b]!.id] === matter ? near : far).push(dot(a, b));
  }

  expect(mean(near)).toBeGreaterThan(0.1);
  expect(mean(far)).toBeLessThan(0.05);
});

function vectorise(chosen: readonly EnginePost[]): (a: number, b: number) => number {
  const tokenised = tokenisePosts(chosen);
  const folded = foldDuplicates(tokenised, chosen.length);
  const weights = weighTerms(tokenised, folded);
  const vectoriser = learnVectors(tokenised, folded.distinct, weights, resolveParameters({}), null, {
    lots: drawLots(tokenised, folded.distinct, weights, 1),
    random: createRandom(1),
  });
  const arena = createArena(codeBytes(chosen.length, vectoriser.width));
  const codes = arena.createCodes(chosen.length, vectoriser.width);
  vectorisePosts(vectoriser, { tokenised }, folded.distinct, codes);
  const rows = chosen.map((_, number) => readRow(codes, number));
  return (a, b) => rows[a]!.reduce((sum, value, d) => sum + value * rows[b]![d]!, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
