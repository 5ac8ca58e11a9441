import { readdirSync } from 'node:fs';
import path from 'node:path';
import { average, scoreKind } from '#pipelines/evaluation/score-kind.ts';
import { createKindsJudge } from '#pipelines/kinds/create-kinds-judge.ts';
import { TOLD_KINDS, type ToldKind } from '#pipelines/kinds/kind.ts';
import type { KindsModel } from '#pipelines/kinds/kinds-model.ts';
import type { LabelledPost } from '#pipelines/kinds/parse-seeds.ts';
import { setThreshold } from '#pipelines/kinds/set-thresholds.ts';
import { trainKinds } from '#pipelines/kinds/train-kinds.ts';
import { readKindPosts } from './read-kind-posts.ts';
import { readSeeds } from './read-seeds.ts';

/** Sets that share products or text are one family: none of it is learned from when one of it is told. */
const FAMILIES: Readonly<Record<string, string>> = {
  maalej2015: 'seven apps',
  panichella2015: 'seven apps',
  guzman2015_relab: 'seven apps',
  redash_weak: 'forums',
  forum_gold: 'forums',
};
/** Sentences chosen for tellings of use are no posts of a community. */
const NO_POSTS = 'use_sentences';
/** With fewer posts of a kind a set says nothing of it. */
const FEWEST = 15;

type Cell = { readonly f1: number; readonly best: number };
type LabelledSet = { readonly name: string; readonly family: string; readonly posts: readonly LabelledPost[] };
type SetScores = Partial<Record<ToldKind, Cell>>;

/**
 * Tells every set of a folder twice: by the model that ships, and by one that learned from the seeds and from all
 * families but the set's own. Prints tables in Markdown.
 */
export function compareFamilies(folder: string, shipped: KindsModel): void {
  const sets = readdirSync(folder)
    .filter((file) => /\.jsonl(?:\.gz)?$/.test(file) && !file.startsWith(NO_POSTS))
    .sort()
    .map((file): LabelledSet => {
      const name = file.replace(/\.jsonl(?:\.gz)?$/, '');
      return { name, family: FAMILIES[name] ?? name, posts: readKindPosts(path.join(folder, file)) };
    });
  const seeds = readSeeds();
  const models = new Map<string, KindsModel>();
  for (const { family } of sets) {
    if (models.has(family)) continue;
    const others = sets.filter((set) => set.family !== family).flatMap(({ posts }) => posts);
    models.set(family, trainKinds({ ...seeds, posts: [...seeds.posts, ...others] }));
  }
  printTable('the model that ships', sets, () => shipped);
  printTable('seeds and all other families', sets, ({ family }) => models.get(family)!);
}

function printTable(title: string, sets: readonly LabelledSet[], modelOf: (set: LabelledSet) => KindsModel): void {
  const scores = sets.map((set): SetScores => scoreSet(set.posts, modelOf(set)));
  const kinds = TOLD_KINDS.filter((kind) => scores.some((of) => of[kind] !== undefined));
  console.log(`\n| ${title} | ${kinds.join(' | ')} |\n|---|${kinds.map(() => '---|').join('')}`);
  for (const [i, { name }] of sets.entries()) {
    const cells = kinds.map((kind) => scores[i]![kind]?.f1.toFixed(2) ?? '-');
    if (cells.some((cell) => cell !== '-')) console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
  const mean = (pick: (cell: Cell) => number) =>
    kinds.map((kind) => average(scores.flatMap((of) => (of[kind] === undefined ? [] : pick(of[kind])))).toFixed(3));
  console.log(`| **mean** | ${mean(({ f1 }) => f1).join(' | ')} |`);
  console.log(`| with the best threshold for each set | ${mean(({ best }) => best).join(' | ')} |`);
}

function scoreSet(posts: readonly LabelledPost[], model: KindsModel): SetScores {
  const judge = createKindsJudge(model);
  const opinions = posts.map(({ text, position }) => judge(text, position).kinds);
  const scores: SetScores = {};
  for (const [k, kind] of TOLD_KINDS.entries()) {
    const truth = posts.map(({ labels }) => labels.includes(kind));
    if (truth.filter(Boolean).length < FEWEST) continue;
    const probabilities = opinions.map((of) => of[k]!.probability);
    const { threshold } = setThreshold(Float64Array.from(probabilities));
    scores[kind] = { f1: scoreKind(truth, probabilities, threshold).f1, best: findBest(truth, probabilities) };
  }
  return scores;
}

/** The F1 that the ranking allows: of the best threshold there is, chosen with the labels. */
function findBest(truth: readonly boolean[], probabilities: readonly number[]): number {
  const order = [...truth.keys()].sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
  const total = truth.filter(Boolean).length;
  let hits = 0;
  let best = 0;
  for (const [rank, row] of order.entries()) {
    if (truth[row]) hits += 1;
    if (probabilities[order[rank + 1]!] !== probabilities[row]) best = Math.max(best, (2 * hits) / (rank + 1 + total));
  }
  return best;
}
