import { expect, test } from 'vitest';
import { discRadius, layoutClusters } from '#pipelines/map/layout-clusters.ts';
import { placeBeside } from '#pipelines/map/place-beside.ts';

/** Three matters of twenty clusters each, whose terms overlap within a matter. */
const clusters = Array.from({ length: 60 }, (_, i) => ({
  terms: [0, 1, 2].map((k) => ({ term: `${i % 3}-${(Math.floor(i / 3) + k) % 20}`, weight: 3 - k })),
  voiceCount: 2 + ((i * 7) % 40),
}));
const distance = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);

test('the same clusters lie in the same places, each time', () => {
  expect(layoutClusters(clusters)).toEqual(layoutClusters(structuredClone(clusters)));
});

test('clusters that share terms lie nearer to each other than others', () => {
  const places = layoutClusters(clusters);
  const within: number[] = [];
  const across: number[] = [];
  for (const [i, a] of places.entries()) {
    for (const [j, b] of places.entries()) if (j > i) (i % 3 === j % 3 ? within : across).push(distance(a, b));
  }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  expect(mean(within)).toBeLessThan(0.8 * mean(across));
});

test('no two discs overlap', () => {
  const places = layoutClusters(clusters);
  const overlaps = places.flatMap((a, i) =>
    places.flatMap((b, j) => {
      const least = discRadius(clusters[i]?.voiceCount ?? 0) + discRadius(clusters[j]?.voiceCount ?? 0);
      return j > i && distance(a, b) < least - 0.01 ? [[i, j]] : [];
    }),
  );

  expect(overlaps).toEqual([]);
});

test.each([0, 1, 2])('%i clusters are laid out, too', (count) => {
  const places = layoutClusters(clusters.slice(0, count));

  expect(places).toHaveLength(count);
  expect(places.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
});

test('a cluster made by hand lies beside those that share its terms', () => {
  const placed = layoutClusters(clusters).map((place, i) => ({ ...place, terms: clusters[i]?.terms ?? [] }));
  const own = placed[4];

  const place = placeBeside(placed, { terms: own?.terms ?? [], seed: 7 });

  const others = placed.map((other, i) => ({ i, far: distance(other, place) })).sort((a, b) => a.far - b.far);
  expect(others.slice(0, 20).some(({ i }) => i % 3 === 1)).toBe(true);
});
