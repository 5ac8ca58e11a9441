import { expect, test } from 'vitest';
import { type MatchableCluster, matchClusters } from '#pipelines/identity/match-clusters.ts';

const CASES: readonly (readonly [string, Record<string, string>, Record<string, string>, string[]])[] = [
  ['the same clusters match, whatever their order', { a: '123', b: '456' }, { x: '456', y: '123' }, ['a=y', 'b=x']],
  ['a cluster that grew keeps its match', { a: '123' }, { x: '1234567' }, ['a=x']],
  ['of two parts the larger one inherits', { a: '12345' }, { x: '12', y: '345' }, ['a=y']],
  ['of two that were joined the larger one lives on', { a: '12', b: '345' }, { x: '12345' }, ['b=x']],
  ['strangers do not match', { a: '123' }, { x: '456' }, []],
  ['less than half of the smaller is another matter', { a: '12345' }, { x: '1abcd', y: '2345b' }, ['a=y']],
  ['posts that one run does not know do not hurt', { a: '12' }, { x: '12abcdefgh' }, ['a=x']],
  ['equal claims go to the key first in order', { a: '12', b: '34' }, { x: '1234' }, ['a=x']],
  ['nothing matches nothing', {}, {}, []],
];

test.each(CASES)('%s', (_, earlier, later, expected) => {
  const matches = matchClusters(toClusters(earlier), toClusters(later));

  expect(matches.map(({ earlierKey, laterKey }) => `${earlierKey}=${laterKey}`).sort()).toEqual(expected);
});

test('a match says how many posts are common', () => {
  const [match] = matchClusters(toClusters({ a: '1234' }), toClusters({ x: '2345' }));

  expect(match).toEqual({ earlierKey: 'a', laterKey: 'x', commonCount: 3, overlap: 1 });
});

function toClusters(members: Record<string, string>): MatchableCluster[] {
  return Object.entries(members).map(([key, ids]) => ({ key, postIds: [...ids] }));
}
