import { COMPARING_BYTES, findNeighbours } from '#pipelines/graph/find-neighbours.ts';
import { type Cells, orderInCells } from '#pipelines/graph/order-in-cells.ts';
import type { Neighbours } from '#pipelines/graph/top-neighbours.ts';
import { type Codes, codeBytes, createArena } from '#pipelines/kernels/create-arena.ts';
import type { Random } from '#pipelines/numerics/random.ts';
import type { PipelineParameters } from '#pipelines/parameters.ts';
import type { Pool } from '#pipelines/pool.ts';
import type { RunStage } from '#pipelines/stage.ts';
import type { TokenisedPosts } from '#pipelines/text/tokenise-posts.ts';
import { learnVectors, type Meanings, type Vectoriser, vectorisePosts } from '#pipelines/vectors/vectorise-posts.ts';
import type { TermWeights } from '#pipelines/vectors/weigh-terms.ts';
import { type ChanceStandings, compareWithChance, type ExpectedLikeness, learnChance } from './compare-with-chance.ts';
import { drawChancePosts } from './draw-chance-posts.ts';

/** Posts as rows among which the nearest of each are known. */
export type Surroundings = {
  readonly vectoriser: Vectoriser;
  /** Near rows stand together; behind them in the same memory those of the chance posts. */
  readonly rows: Codes;
  readonly cells: Cells | null;
  /** Rows that are more than zeros stand first. */
  readonly filledCount: number;
  /** For each row its position among the posts that were given. */
  readonly order: Int32Array;
  readonly near: Neighbours;
  /** Whether the meanings of most posts' words are known. */
  readonly knowsMeanings: boolean;
  readonly chance: { readonly expect: ExpectedLikeness; readonly standings: ChanceStandings };
};

export type SurroundingsInput = {
  readonly tokenised: TokenisedPosts;
  /** Numbers of the posts to compare. */
  readonly posts: Int32Array;
  /** Of the posts. */
  readonly lots: Uint32Array;
  readonly weights: TermWeights;
  readonly parameters: PipelineParameters;
  readonly meanings: Meanings | null;
  readonly random: Random;
  readonly pool: Pool;
  /** Bytes to leave in the memory of the rows. */
  readonly room: (width: number) => number;
};

const FEWEST_NEIGHBOURS = 4;

/** Vectors of posts, the nearest posts of each, and how near these are beside what chance would give. */
export function learnSurroundings(input: SurroundingsInput, run: RunStage): Surroundings {
  const { tokenised, posts, lots, weights, parameters, meanings, random, pool } = input;
  const count = posts.length;
  const vectoriser = run('views', count, () =>
    learnVectors(tokenised, posts, weights, parameters, meanings, { lots, random, pool }),
  );
  const chancePosts = drawChancePosts(tokenised, posts, weights, lots);
  const { all, hasMeaning } = run('vectors', count, () => {
    const chanceCount = chancePosts.languages.length;
    const { width } = vectoriser;
    const arena = createArena(
      codeBytes(count + chanceCount, width) + 2 * pool.size * COMPARING_BYTES + input.room(width),
    );
    const all = arena.createCodes(count + chanceCount, width);
    const real = vectorisePosts(vectoriser, { tokenised }, posts, all, { pool });
    const drawn = { tokenised: chancePosts, areChance: true };
    const chance = vectorisePosts(vectoriser, drawn, numbersBelow(chanceCount), all, { firstRow: count });
    return { all, hasMeaning: { real, chance } };
  });
  const rows = { ...all, rowCount: count };
  const neighbourCount = countNeighbours(count, parameters.neighbourCount);
  const { ordered, near } = run('neighbours', count, (tick) => {
    const { mostExact } = parameters;
    const ordered = orderInCells(rows, lots, pool);
    const near = findNeighbours(rows, ordered, { k: neighbourCount, mostExact }, { pool, onRow: tick });
    return { ordered, near };
  });
  const { order } = ordered;
  const chance = run('chance', count, () => {
    const expect = learnChance(all, near, { posts: chancePosts, hasMeaning: hasMeaning.chance }, weights, pool);
    const real = {
      tokenised,
      posts: order.map((i) => posts[i]!),
      hasMeaning: Uint8Array.from(order, (i) => hasMeaning.real[i]!),
    };
    return { expect, standings: compareWithChance(expect, near, real, weights) };
  });
  const knowsMeanings = 2 * hasMeaning.real.reduce((sum, has) => sum + has, 0) > count;
  return { vectoriser, rows, near, chance, knowsMeanings, ...ordered };
}

/** In a small community fifteen neighbours reach beyond the matter at hand: no more than the cube root of the posts. */
function countNeighbours(rowCount: number, most: number): number {
  let count = FEWEST_NEIGHBOURS;
  while (count < most && (count + 1) ** 5 <= rowCount * rowCount) count += 1;
  return count;
}

function numbersBelow(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}
