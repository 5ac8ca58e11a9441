import { expect, test } from 'vitest';
import { parseWordVectors } from '#pipelines/vectors/word-vectors.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';

test('a component is its byte times the scale of the word', () => {
  const bytes = new Uint8Array(2 * (2 + 4));
  bytes.set([1, 0xff, 10, 20]);
  const view = new DataView(bytes.buffer);
  view.setFloat32(4, 0.5, true);
  view.setFloat32(8, 2, true);
  const vectors = parseWordVectors('en', 2, 'cat\ndog\n', bytes);
  const sum = new Float32Array(3);

  vectors.addTo(vectors.rowOf.get('cat')!, 1, sum, 1);
  vectors.addTo(vectors.rowOf.get('dog')!, 0.5, sum, 1);

  expect([...sum]).toEqual([0, 10.5, 19.5]);
});

test('vocabulary and vectors that do not belong together are refused', () => {
  expect(() => parseWordVectors('en', 2, 'cat\n', new Uint8Array(7))).toThrow('1 words of 2 dimensions need 6 bytes');
});

test('the vectors that come with Refrain know which words are near', () => {
  const vectors = readWordVectors();
  const likeness = (a: string, b: string) => {
    const [left, right] = [a, b].map((word) => {
      const sum = new Float32Array(vectors.width);
      vectors.addTo(vectors.rowOf.get(word)!, 1, sum, 0);
      return sum;
    });
    const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, d) => sum + value * y[d]!, 0);
    return dot(left!, right!) / Math.sqrt(dot(left!, left!) * dot(right!, right!));
  };

  expect(likeness('battery', 'charger')).toBeGreaterThan(likeness('battery', 'pasta') + 0.2);
});
