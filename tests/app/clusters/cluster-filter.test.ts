import { expect, test } from 'vitest';
import { readClusterParams, writeClusterParams } from '#app/clusters/cluster-filter.ts';

const rewrite = (search: string) => writeClusterParams(readClusterParams(new URLSearchParams(search)));

test('the same filters are the same words, in whatever order they were chosen', () => {
  expect(rewrite('voices=5&kind=wish&view=open&kind=complaint')).toBe(
    rewrite('view=open&kind=complaint&kind=wish&voices=5'),
  );
});

test('what was read again says the same', () => {
  const search =
    'q=sync+fails&view=mine&sort=recent&kind=complaint&source=2&language=de&owner=nobody&trend=growing&active=30&voices=5';

  expect(rewrite(search)).toBe(search);
});

test('what is no filter is left out, and the inbox without filters is nothing', () => {
  expect(rewrite('view=inbox&after=60&posts=x&kind=nonsense&active=-3')).toBe('');
});
