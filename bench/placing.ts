import { parseArgs } from 'node:util';
import { createRandom } from '#pipelines/numerics/random.ts';
import { learnPlacer } from '#pipelines/placing/learn-placer.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { readLabelled } from './read-labelled.ts';

const USAGE = `npm run bench:placing -- --data FILE [options]

Clusters all posts of a JSON Lines file, gzipped or not, learns from a part of what came of it, places the rest as
posts that come later, and holds that against the run.

  --later N      share of the posts that come later, 0 to 1 (default .1)
  --learned N    at most so many posts are learned from (default 24000)
  --seed N       which posts come later (default 1)
`;

/** `npm run bench:placing`: how like a full run new posts are placed, and how long it takes. 2 when called wrongly. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      later: { type: 'string', default: '.1' },
      learned: { type: 'string', default: '24000' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (values.data === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const posts = await readLabelled(values.data);
  const wordVectors = readWordVectors();
  const startOfRun = performance.now();
  const run = runPipeline(posts, { tellsKinds: false }, {}, wordVectors);
  const runMs = performance.now() - startOfRun;
  const placeOf = new Map(run.posts.map((post) => [post.id, post]));

  const random = createRandom(Number(values.seed));
  const isLater = posts.map(() => random.next() < Number(values.later));
  const later = posts.filter((_, i) => isLater[i]);
  const share = Number(values.learned) / (posts.length - later.length);
  const earlier = posts.filter((_, i) => !isLater[i] && (share >= 1 || random.next() < share));

  const startOfLearning = performance.now();
  const placer = learnPlacer(
    earlier.map((post) => {
      const { clusterKey = null, score = 0 } = placeOf.get(post.id) ?? {};
      return { post, clusterKey, score };
    }),
    {},
    wordVectors,
  );
  const learnMs = performance.now() - startOfLearning;
  const startOfPlacing = performance.now();
  const placed = placer.place(later);
  const placeMs = (performance.now() - startOfPlacing) / later.length;
  const single = later.slice(0, 200).map((post) => {
    const startedAt = performance.now();
    placer.place([post]);
    return performance.now() - startedAt;
  });
  single.sort((a, b) => a - b);

  let [same, other, lost, added, scores, runScores] = [0, 0, 0, 0, 0, 0];
  for (const { id, clusterKey, score } of placed) {
    const truth = placeOf.get(id);
    if (truth?.clusterKey === clusterKey) same += 1;
    else if (clusterKey === null) lost += 1;
    else if (truth?.clusterKey === null) added += 1;
    else other += 1;
    if (clusterKey !== null && truth?.clusterKey === clusterKey) {
      scores += score;
      runScores += truth.score;
    }
  }
  const percent = (count: number) => `${((100 * count) / later.length).toFixed(1)}%`;
  const both = placed.filter(({ id, clusterKey }) => clusterKey && placeOf.get(id)?.clusterKey === clusterKey).length;
  console.log(
    [
      `${values.data}: ${posts.length} posts in ${run.clusters.length} clusters, run ${(runMs / 1000).toFixed(1)} s`,
      `  learned from ${earlier.length} posts in ${(learnMs / 1000).toFixed(1)} s`,
      `  ${later.length} later posts: ${placeMs.toFixed(2)} ms each together, alone p50 ${at(single, 0.5)} ms, p95 ${at(single, 0.95)} ms`,
      `  as the run did ${percent(same)}, in another cluster ${percent(other)}, left out ${percent(lost)}, placed where the run left out ${percent(added)}`,
      `  mean fit ${(scores / both).toFixed(3)}, the run's ${(runScores / both).toFixed(3)}`,
    ].join('\n'),
  );
  return 0;
}

function at(sorted: readonly number[], share: number): string {
  return (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
}
