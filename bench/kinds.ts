import { parseArgs } from 'node:util';
import { average, type KindScores, scoreKind } from '#pipelines/evaluation/score-kind.ts';
import { createKindsJudge } from '#pipelines/kinds/create-kinds-judge.ts';
import { TOLD_KINDS } from '#pipelines/kinds/kind.ts';
import type { KindsModel } from '#pipelines/kinds/kinds-model.ts';
import MODEL from '#pipelines/kinds/model.json' with { type: 'json' };
import { setThreshold } from '#pipelines/kinds/set-thresholds.ts';
import { trainKinds } from '#pipelines/kinds/train-kinds.ts';
import { compareFamilies, formatFamilies } from './kind-families.ts';
import { readKindPosts } from './read-kind-posts.ts';
import { readSeeds } from './read-seeds.ts';

const USAGE = `npm run bench:kinds -- --test FILE [--train FILES] [--json]
npm run bench:kinds -- --families FOLDER [--json]

Tells the kinds of labelled posts (JSON Lines, gzipped or not: text, label or labels of COMPLAINT WISH QUESTION PRAISE
USECASE OTHER, meta.pos for the place in a thread).

  --test FILE     the posts to tell
  --train FILE    posts to learn from beside the seeds; may be repeated, or a list with commas. Without it: the model that ships
  --no-seeds      learn from the files of --train alone
  --families DIR  every set of a folder, told by the model that ships and by one that learned from all other families
  --json          the last line is one JSON object
`;

/** What `--json` prints of `--test`. */
export type KindFigures = { readonly labels: Readonly<Record<string, KindScores>>; readonly msPerPost: number };

/** `npm run bench:kinds`: precision, recall, F1 with its interval, and average precision of every kind. */
export function main(argv: string[]): number {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      test: { type: 'string' },
      families: { type: 'string' },
      train: { type: 'string', multiple: true },
      'no-seeds': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.families !== undefined) {
    const figures = compareFamilies(values.families, MODEL as KindsModel);
    console.log(values.json ? JSON.stringify(figures) : formatFamilies(figures));
    return 0;
  }
  if (values.test === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const files = [...(values.train ?? []), ...positionals]
    .flatMap((list) => list.split(','))
    .filter((file) => file !== '');
  const test = readKindPosts(values.test);
  let model = MODEL as KindsModel;
  let trainMs = 0;
  let trainCount = 0;
  if (files.length > 0) {
    const seeds = readSeeds();
    const posts = [...(values['no-seeds'] ? [] : seeds.posts), ...files.flatMap(readKindPosts)];
    const startedAt = performance.now();
    model = trainKinds({ ...seeds, posts });
    trainMs = performance.now() - startedAt;
    trainCount = posts.length;
  }

  const judge = createKindsJudge(model);
  const startedAt = performance.now();
  const opinions = test.map(({ text, position }) => judge(text, position).kinds);
  const thresholds = TOLD_KINDS.map((_, k) => setThreshold(Float64Array.from(opinions, (of) => of[k]!.probability)));
  const msPerPost = (performance.now() - startedAt) / Math.max(1, test.length);

  const labels: Record<string, KindScores> = {};
  for (const [k, kind] of TOLD_KINDS.entries()) {
    const truth = test.map((post) => post.labels.includes(kind));
    const probabilities = opinions.map((of) => of[k]!.probability);
    labels[kind] = scoreKind(truth, probabilities, thresholds[k]!.threshold);
  }
  console.log(
    `${values.test}: ${test.length} posts; ${files.length === 0 ? 'the model that ships' : `learned from ${trainCount} posts in ${trainMs.toFixed(0)} ms`}`,
  );
  console.log('            precision   recall       f1       ap   ci of f1 (95%)   rate: true, estimated');
  for (const [k, kind] of TOLD_KINDS.entries()) {
    const { precision, recall, f1, ap, ci } = labels[kind]!;
    const rate = average(test.map((post) => (post.labels.includes(kind) ? 1 : 0)));
    const cells = [precision, recall, f1, ap].map((value) => value.toFixed(3).padStart(9)).join('');
    console.log(
      `  ${kind.padEnd(10)}${cells}   ${ci.map((value) => value.toFixed(3)).join(' to ')}   ${rate.toFixed(3)}, ${thresholds[k]!.rate.toFixed(3)}`,
    );
  }
  console.log(`  ${msPerPost.toFixed(4)} ms per post`);
  const figures: KindFigures = { labels, msPerPost };
  if (values.json) console.log(JSON.stringify(figures));
  return 0;
}
