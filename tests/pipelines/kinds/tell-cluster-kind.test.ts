import { expect, test } from 'vitest';
import type { Kind } from '#pipelines/kinds/kind.ts';
import { tellClusterKind } from '#pipelines/kinds/tell-cluster-kind.ts';

test.each<[string, Kind[], Kind]>([
  ['what most members do', ['complaint', 'complaint', 'wish'], 'complaint'],
  ['a complaint, when as many ask as complain', ['question', 'complaint', 'question', 'complaint'], 'complaint'],
  ['a question, when most ask', ['question', 'question', 'question', 'complaint'], 'question'],
  ['other, when hardly anybody says', ['wish', ...Array<Kind>(20).fill('other')], 'other'],
  ['other without members', [], 'other'],
])('a cluster is %s', (_, kinds, expected) => {
  const verdicts = kinds.map((kind) => ({ kind, score: kind === 'other' ? 0 : 0.7 }));

  expect(tellClusterKind(verdicts)).toBe(expected);
});
