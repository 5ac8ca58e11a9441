import type { Chosen } from '../clusters/use-choice.ts';
import { countOf } from '../format.ts';

/** What every act's dialog is given. */
export interface ActProps {
  readonly clusters: readonly Chosen[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** @param isAgain over whatever came between: no version is asked for. */
export function toTargets(clusters: readonly Chosen[], isAgain: boolean) {
  return clusters.map(({ id, version }) => (isAgain ? { clusterId: id } : { clusterId: id, expectedVersion: version }));
}

export function nameClusters(clusters: readonly Chosen[]): string {
  const [only] = clusters;
  return clusters.length === 1 && only ? `“${only.title}”` : countOf(clusters.length, 'cluster');
}
