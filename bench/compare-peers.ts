import { createRequire } from 'node:module';
import { kmeans } from 'ml-kmeans';
import { clusterSpherically } from '#pipelines/clusters/cluster-spherically.ts';
import { codeBytes, createArena } from '#pipelines/kernels/create-arena.ts';
import { readRow } from '#pipelines/kernels/encode-rows.ts';
import { pickEvenly } from '#pipelines/numerics/pick-evenly.ts';
import { createRandom } from '#pipelines/numerics/random.ts';
import { resolveParameters } from '#pipelines/parameters.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { foldDuplicates } from '#pipelines/text/fold-duplicates.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';
import { drawLots } from '#pipelines/vectors/draw-lots.ts';
import { learnVectors, vectorisePosts } from '#pipelines/vectors/vectorise-posts.ts';
import { createTermRows, weighTerms } from '#pipelines/vectors/weigh-terms.ts';

/** The same work done by a library and by our own code, in the same process, on the same rows. */
export type PeerFigures = {
  readonly peer: string;
  readonly work: string;
  readonly rowCount: number;
  readonly peerMs: number;
  readonly oursMs: number;
};

/** Beyond this the peers take minutes: natural's TfIdf grows with the square of the posts. */
const MAX_ROWS = { tfidf: 1000, kmeans: 5000 } as const;
const ITERATIONS = 10;

type TfIdf = { addDocument: (words: string[]) => void; listTerms: (document: number) => unknown[] };

/** natural's TfIdf against our weights, ml-kmeans against our spherical k-means. */
export function comparePeers(posts: readonly EnginePost[], seed: number): PeerFigures[] {
  return [compareWeights(posts.slice(0, MAX_ROWS.tfidf)), compareKmeans(posts.slice(0, MAX_ROWS.kmeans), seed)];
}

function compareWeights(posts: readonly EnginePost[]): PeerFigures {
  const tokenised = tokenise(posts);
  const folded = foldDuplicates(tokenised, posts.length);
  const oursMs = time(() => createTermRows(tokenised, folded.distinct, weighTerms(tokenised, folded)));
  // The file itself: the package's root loads over a thousand modules.
  const NaturalTfIdf = createRequire(import.meta.url)('natural/lib/natural/tfidf/tfidf.js') as new () => TfIdf;
  const documents = posts.map((_, post) =>
    [...tokenised.stems.subarray(tokenised.offsets[post], tokenised.offsets[post + 1])]
      .filter((stem) => stem >= 0)
      .map((stem) => tokenised.vocabulary[stem]!),
  );
  const peerMs = time(() => {
    const tfidf = new NaturalTfIdf();
    for (const words of documents) tfidf.addDocument(words);
    for (const [document] of documents.entries()) tfidf.listTerms(document);
  });
  return { peer: 'natural TfIdf', work: 'TF-IDF rows', rowCount: posts.length, peerMs, oursMs };
}

function compareKmeans(posts: readonly EnginePost[], seed: number): PeerFigures {
  const tokenised = tokenise(posts);
  const folded = foldDuplicates(tokenised, posts.length);
  const weights = weighTerms(tokenised, folded);
  const vectoriser = learnVectors(tokenised, folded.distinct, weights, resolveParameters({ seed }), null, {
    lots: drawLots(tokenised, folded.distinct, weights, seed),
    random: createRandom(seed),
  });
  const rowCount = folded.distinct.length;
  const codes = createArena(codeBytes(rowCount, vectoriser.width)).createCodes(rowCount, vectoriser.width);
  vectorisePosts(vectoriser, { tokenised }, folded.distinct, codes);
  const k = Math.max(2, Math.round(Math.sqrt(rowCount)));
  const startLabels = Int32Array.from({ length: rowCount }, (_, row) => row % k);
  const oursMs = time(() => clusterSpherically(codes, k, startLabels, ITERATIONS));
  const rows = Array.from({ length: rowCount }, (_, row) => readRow(codes, row));
  const seeds = [...pickEvenly(rowCount, k)].map((row) => rows[row]!);
  const peerMs = time(() => kmeans(rows, k, { initialization: seeds, maxIterations: ITERATIONS, tolerance: 0 }));
  const work = `k-means, k = ${k}, ${ITERATIONS} rounds`;
  return { peer: 'ml-kmeans', work, rowCount, peerMs, oursMs };
}

function tokenise(posts: readonly EnginePost[]) {
  return tokenisePosts(posts);
}

function time(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
