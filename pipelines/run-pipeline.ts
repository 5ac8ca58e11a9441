import { learnSurroundings } from './chance/learn-surroundings.ts';
import { describeClusters } from './clusters/describe-clusters.ts';
import { findClusters } from './clusters/find-clusters.ts';
import { findToldClusters, leadingBytes } from './clusters/find-told-clusters.ts';
import { type GatheredCluster, gatherMembers, measureFits } from './clusters/gather-members.ts';
import { groupThemes } from './clusters/group-themes.ts';
import { createCompany, measureBelonging } from './clusters/keep-company.ts';
import { keepRefrains } from './clusters/keep-refrains.ts';
import { leaveOutTalk } from './clusters/leave-out-talk.ts';
import { leaveOutTemplates } from './clusters/leave-out-templates.ts';
import { spreadByWords } from './clusters/spread-by-words.ts';
import { refineNeighbours } from './graph/refine-neighbours.ts';
import { smoothRows } from './graph/smooth-rows.ts';
import { copyCodes } from './kernels/encode-rows.ts';
import { UNTOLD } from './kinds/tell-kinds.ts';
import { pairClusters } from './languages/pair-clusters.ts';
import { compareText } from './numerics/compare-text.ts';
import { pickByLot } from './numerics/lots.ts';
import { createRandom } from './numerics/random.ts';
import { countCompared, FEWEST_POSTS, type PipelineOptions, resolveParameters } from './parameters.ts';
import { findPassages } from './passages/find-passages.ts';
import { findOthers, placeOthers, searchingBytes } from './placing/place-others.ts';
import { ALONE } from './pool.ts';
import type { EnginePost } from './post.ts';
import type { PipelineResult } from './run-result.ts';
import { createStageRunner, type PipelineWatch } from './stage.ts';
import { type ToldPosts, tellPosts } from './tell-posts.ts';
import { countLines } from './text/find-repeated-lines.ts';
import { foldDuplicates } from './text/fold-duplicates.ts';
import { silenceHouseWords } from './text/silence-house-words.ts';
import { tokenisePosts } from './text/tokenise-posts.ts';
import { drawLots } from './vectors/draw-lots.ts';
import { checkPostMeanings, type PostMeanings } from './vectors/post-vectors.ts';
import type { Meanings } from './vectors/vectorise-posts.ts';
import { weighTerms } from './vectors/weigh-terms.ts';
import type { WordVectors } from './vectors/word-vectors.ts';

/**
 * From posts to clusters. The same posts, in any order, with the same options and vectors give the same result on any
 * machine. `postMeanings`, where there are any, take the place of the word vectors.
 *
 * @throws RangeError when ids repeat, when vectors of posts are malformed, or when more clusters are asked for than there are posts.
 * @throws PipelineAborted when `watch.isAborted` says so.
 */
export function runPipeline(
  input: readonly EnginePost[],
  options: PipelineOptions = {},
  watch: PipelineWatch = {},
  wordVectors: WordVectors | null = null,
  postMeanings: PostMeanings | null = null,
): PipelineResult {
  if (postMeanings !== null) checkPostMeanings(postMeanings);
  const parameters = resolveParameters(
    options,
    postMeanings !== null ? { postVectors: postMeanings.model } : { wordVectors: wordVectors?.language ?? null },
  );
  const posts = sortPosts(input);
  if (parameters.clusterCount !== null && parameters.clusterCount > posts.length) {
    throw new RangeError(`${parameters.clusterCount} clusters need at least as many posts; there are ${posts.length}.`);
  }
  const meanings: Meanings | null =
    postMeanings !== null
      ? { posts: postMeanings, ids: posts.map(({ id }) => id) }
      : wordVectors && { words: wordVectors };
  const stages = createStageRunner(watch);
  const random = createRandom(parameters.seed);
  const { pool = ALONE } = options;
  const total = posts.length;

  const isToldElsewhere = options.told !== undefined || options.tellsKinds === false;
  const toldHere = isToldElsewhere ? null : tellPosts(posts, options.kindCorrections, stages.run);
  const lines = stages.run('boilerplate', total, () => countLines(posts.map(({ text }) => text)));
  const tokenised = stages.run('tokens', total, (tick) =>
    silenceHouseWords(posts, tokenisePosts(posts, lines, { pool, onPost: tick })),
  );
  const folded = stages.run('duplicates', total, () => foldDuplicates(tokenised, parameters.clusterCount ?? 0, pool));
  const rowCount = folded.distinct.length;
  const isEnough = rowCount > 0 && (posts.length >= FEWEST_POSTS || parameters.clusterCount !== null);
  const { clusters, themes } = isEnough ? cluster() : { clusters: [], themes: new Int32Array(0) };
  // Told how many, every post is in one cluster.
  const also =
    parameters.clusterCount === null && clusters.length > 1
      ? stages.run('passages', total, (tick) =>
          findPassages({ posts, tokenised, folded, lines, clusters }, { pool, onPost: tick }),
        )
      : [];
  const pairs = stages.run('languages', clusters.length, () => pairClusters({ posts, tokenised, folded, clusters }));
  const { verdicts, thresholds, uses } =
    toldHere ?? stages.run('kinds', total, () => options.told?.() ?? tellNothing(posts));
  const described = describeClusters(
    { posts, tokenised, folded, lines, verdicts, clusters, themes, also, pairs },
    pool,
    stages.run,
  );
  const notice =
    posts.length < FEWEST_POSTS ? 'too_few_posts' : described.clusters.length === 0 ? 'nothing_recurs' : null;
  return { ...described, kindThresholds: thresholds, uses, notice, parameters, timings: stages.timings };

  function cluster() {
    const { clusterCount } = parameters;
    const weights = stages.run('weights', rowCount, () => weighTerms(tokenised, folded));
    // Told how many, a large community is learned from a part of it, and the rest goes where its words are.
    const lots = drawLots(tokenised, folded.distinct, weights, parameters.seed);
    const learned = pickByLot(lots, countCompared(rowCount, parameters));
    const learnedPosts = learned.map((row) => folded.distinct[row]!);
    const otherRows = clusterCount === null ? listOthers(rowCount, learned) : [];
    const { rows, order, near, chance, knowsMeanings, others } = lookAround();
    const partCount = learned.length;
    const { mergeSimilarity } = parameters[knowsMeanings ? 'withMeaning' : 'withoutMeaning'];
    const told =
      clusterCount === null ? null : { clusterCount, unsmoothed: copyCodes(rows, leadingBytes(rows.width, pool.size)) };
    stages.run('smoothing', partCount, () => smoothRows(rows, near));
    const nearer = stages.run('regrouping', partCount, () => refineNeighbours(rows, near, pool));
    const words = { tokenised, folded: { ...folded, distinct: order.map((i) => learnedPosts[i]!) }, weights };
    const keepCompany = createCompany(chance.standings, near, parameters.minStanding);
    const rowAt = order.map((i) => learned[i]!);
    const rowLots = Uint32Array.from(rowAt, (row) => lots[row]!);
    const clusterable = { rows, lots: rowLots, neighbours: nearer, words, keepCompany, mergeSimilarity, pool };
    const found =
      told === null
        ? stages.run('clusters', partCount, () => findClusters(clusterable, parameters))
        : findToldClusters(clusterable, told, parameters, stages.run);
    if (clusterCount === null) keepRefrains(found, rowAt, { posts, tokenised, folded }, parameters.minClusterSize);
    if (clusterCount !== null && partCount < rowCount) {
      const all = stages.run('spreading', rowCount, () =>
        spreadByWords(rowAt, found, clusterCount, { tokenised, folded, weights }, pool),
      );
      return withThemes(gatherMembers(all.labels, all.fits, folded, 1));
    }
    const fits = measureFits(rows, found, measureBelonging(found, near));
    const [ownLabels, ownFits] = [new Int32Array(rowCount), new Float64Array(rowCount)];
    for (const [place, row] of rowAt.entries()) {
      ownLabels[row] = found[place]!;
      ownFits[row] = fits[place]!;
    }
    const choices = others ? placeOthers(others, found, fits, { near, chance }, parameters.minStanding) : [];
    for (const [i, { label, fit }] of choices.entries()) {
      ownLabels[otherRows[i]!] = label;
      ownFits[otherRows[i]!] = fit;
    }
    const gathered = gatherMembers(ownLabels, ownFits, folded, clusterCount === null ? parameters.minClusterSize : 1);
    if (clusterCount !== null) return withThemes(gathered);
    return withThemes(leaveOutTemplates(leaveOutTalk(gathered, posts), tokenised));

    /** What vectors are made with is large; nobody holds it once all of them are made. */
    function lookAround() {
      const surroundings = learnSurroundings(
        {
          ...{ tokenised, posts: learnedPosts, weights, parameters, meanings, random, pool },
          lots: Uint32Array.from(learned, (row) => lots[row]!),
          room: (width) => pool.size * searchingBytes(learned.length, width) + leadingBytes(width, pool.size),
        },
        stages.run,
      );
      const otherPosts = Int32Array.from(otherRows, (row) => folded.distinct[row]!);
      const others =
        otherRows.length > 0
          ? stages.run('others', otherRows.length, (tick) =>
              findOthers(surroundings, { tokenised, posts: otherPosts, weights }, pool, tick),
            )
          : null;
      const { rows, order, near, chance, knowsMeanings } = surroundings;
      return { rows, order, near, chance, knowsMeanings, others };
    }

    function withThemes(clusters: GatheredCluster[]) {
      const wanted = clusters.map(({ label }) => label);
      return { clusters, themes: stages.run('themes', wanted.length, () => groupThemes(rows, found, wanted)) };
    }
  }
}

/** Numbers below `count` that are not among those given, which ascend. */
function listOthers(count: number, given: Int32Array): number[] {
  const others: number[] = [];
  let next = 0;
  for (let i = 0; i < count; i += 1) {
    if (given[next] === i) next += 1;
    else others.push(i);
  }
  return others;
}

function tellNothing(posts: readonly EnginePost[]): ToldPosts {
  return { verdicts: posts.map(() => UNTOLD), thresholds: [], uses: [] };
}

function sortPosts(input: readonly EnginePost[]): EnginePost[] {
  const posts = [...input].sort((a, b) => compareText(a.id, b.id));
  for (let i = 1; i < posts.length; i += 1) {
    if (posts[i]!.id === posts[i - 1]!.id) throw new RangeError(`Two posts have the id "${posts[i]!.id}".`);
  }
  return posts;
}
