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

/** F1, and the one that the ranking allows. */
type Cell = { readonly f1: number; readonly best: number };
type LabelledSet = { readonly name: string; readonly family: string; readonly posts: readonly LabelledPost[] };
type SetScores = Partial<Record<ToldKind, Cell>>;
/** What one way of learning reaches on every set, and the means over sets. */
type ModelScores = {
  readonly sets: readonly { readonly name: string; readonly scores: SetScores }[];
  readonly mean: SetScores;
};
export type FamilyFigures = {
  /** The model that ships. */
  readonly shipped: ModelScores;
  /** One that learned from the seeds and from all families but the set's own. */
  readonly others: ModelScores;
};

/** Tells every set of a folder twice: by the model that ships, and by one that learned from all other families, too. */
export function compareFamilies(folder: string, shipped: KindsModel): FamilyFigures {
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
  return { shipped: scoreModel(sets, () => shipped), others: scoreModel(sets, ({ family }) => models.get(family)!) };
}

/** Two tables in Markdown. */
export function formatFamilies({ shipped, others }: FamilyFigures): string {
  return [formatModel('the model that ships', shipped), formatModel('seeds and all other families', others)].join('\n');
}

function scoreModel(sets: readonly LabelledSet[], modelOf: (set: LabelledSet) => KindsModel): ModelScores {
  const scored = sets.map((set) => ({ name: set.name, scores: scoreSet(set.posts, modelOf(set)) }));
  const mean: SetScores = {};
  for (const kind of TOLD_KINDS) {
    const cells = scored.flatMap(({ scores }) => scores[kind] ?? []);
    if (cells.length === 0) continue;
    mean[kind] = { f1: average(cells.map(({ f1 }) => f1)), best: average(cells.map(({ best }) => best)) };
  }
  return { sets: scored.filter(({ scores }) => Object.keys(scores).length > 0), mean };
}

function formatModel(title: string, { sets, mean }: ModelScores): string {
  const kinds = TOLD_KINDS.filter((kind) => mean[kind] !== undefined);
  const row = (name: string, scores: SetScores, digits: number, pick: keyof Cell = 'f1') =>
    `| ${name} | ${kinds.map((kind) => scores[kind]?.[pick].toFixed(digits) ?? '-').join(' | ')} |`;
  return [
    `\n| ${title} | ${kinds.join(' | ')} |\n|---|${kinds.map(() => '---|').join('')}`,
    ...sets.map(({ name, scores }) => row(name, scores, 2)),
    row('**mean**', mean, 3),
    row('with the best threshold for each set', mean, 3, 'best'),
  ].join('\n');
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
