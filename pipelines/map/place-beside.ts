import { createRandom } from '#pipelines/numerics/random.ts';
import type { MapCluster, MapPlace } from './layout-clusters.ts';

type Placed = MapPlace & Pick<MapCluster, 'terms'>;

const NEAREST = 3;
const APART = 1.5;

/** A place for a cluster that was not laid out: between those that share its terms most, a little aside. */
export function placeBeside(
  placed: readonly Placed[],
  { terms, seed }: Pick<MapCluster, 'terms'> & { readonly seed: number },
): MapPlace {
  const weights = new Map(terms.map(({ term, weight }) => [term, weight]));
  const near = placed
    .map((other) => ({
      other,
      shared: other.terms.reduce((sum, { term, weight }) => sum + weight * (weights.get(term) ?? 0), 0),
    }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, NEAREST);
  const total = near.reduce((sum, { shared }) => sum + shared, 0) || 1;
  const random = createRandom(seed);
  const aside = () => (random.next() - 0.5) * 2 * APART;
  return {
    x: near.reduce((sum, { other, shared }) => sum + (other.x * shared) / total, 0) + aside(),
    y: near.reduce((sum, { other, shared }) => sum + (other.y * shared) / total, 0) + aside(),
  };
}
