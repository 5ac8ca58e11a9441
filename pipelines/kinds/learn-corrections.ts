import { roundTo } from '#pipelines/numerics/round.ts';
import { fitLogistic } from './fit-logistic.ts';
import type { KindsModel, PerKind } from './kinds-model.ts';
import { perKind } from './kinds-model.ts';
import type { LabelledPost } from './parse-seeds.ts';
import { readRows, targetsOf } from './train-kinds.ts';

/** How firmly the model holds on to what it learned from the seeds. */
const PENALTY = 4;
const DECIMALS = 4;

/**
 * The model after what a community's managers put right: logistic regression again, drawn to the weights as they were
 * instead of to zero, so that ten corrections move little and a thousand speak for the community.
 */
export function learnCorrections(model: KindsModel, posts: readonly LabelledPost[]): KindsModel {
  if (posts.length === 0) return model;
  const { rows, names, scales } = readRows({ ...model, posts });
  const importance = new Float64Array(posts.length).fill(1);
  const fits = perKind((kind, k) => {
    const weights = Float64Array.from(names, (name, column) => (model.weights[name]?.[k] ?? 0) / scales[column]!);
    const start = { weights, bias: model.bias[k]! };
    return fitLogistic(rows, targetsOf(posts, kind), importance, { penalty: PENALTY, rounds: 20, start });
  });
  const learned: Record<string, PerKind> = { ...model.weights };
  for (const [column, name] of names.entries()) {
    const values = fits.map(({ weights }) => roundTo(weights[column]! * scales[column]!, DECIMALS));
    if (values.some((value) => value !== 0)) learned[name] = values;
  }
  return { ...model, bias: fits.map(({ bias }) => roundTo(bias, DECIMALS)), weights: learned };
}
