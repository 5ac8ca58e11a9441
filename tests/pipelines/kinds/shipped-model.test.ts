import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { featureHash } from '#pipelines/kinds/feature-names.ts';
import { SHIPPED_MODEL } from '#pipelines/kinds/shipped-model.ts';
import { trainKinds } from '#pipelines/kinds/train-kinds.ts';
import { formatModel } from '../../../bench/kinds-model.ts';
import { readSeeds } from '../../../bench/read-seeds.ts';

const file = new URL('../../../pipelines/kinds/model.json', import.meta.url);

test('the model that ships is what the seeds make, to the byte', () => {
  expect(formatModel(trainKinds(readSeeds()))).toBe(readFileSync(file, 'utf8'));
}, 300_000);

test('features have names that a person can read, and no two the same number', () => {
  const names = Object.keys(SHIPPED_MODEL.weights);

  expect(names.filter((name) => !/^(?:word|pair|pattern|mood|shape) \S/.test(name))).toEqual([]);
  expect(new Set(names.map(featureHash)).size).toBe(names.length);
});
