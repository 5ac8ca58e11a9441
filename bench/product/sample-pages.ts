import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from './start-product.ts';

export type PageSample = { readonly page: string; readonly stage: string; readonly ms: number };

/**
 * Asks for pages in turn, one at a time like one reader, until `isOver`. A page counts from the request to its last byte.
 * @param pages asked again before every round, because a cluster has no page before there is one.
 */
export async function samplePages(
  product: Product,
  {
    pages,
    stage,
    isOver,
    pauseMs,
  }: { pages: () => readonly string[]; stage: () => string; isOver: () => boolean; pauseMs: number },
): Promise<PageSample[]> {
  const samples: PageSample[] = [];
  while (!isOver()) {
    for (const page of pages()) {
      const startedAt = performance.now();
      const askedIn = stage();
      const response = await product.fetch(page);
      await response.text();
      if (!response.ok) throw new Error(`${page} answered ${response.status}`);
      samples.push({ page, stage: askedIn, ms: performance.now() - startedAt });
      await sleep(pauseMs);
    }
  }
  return samples;
}

export function formatSamples(samples: readonly PageSample[], limitMs: number): string {
  const groups = [
    ['all pages', samples] as const,
    ...groupBy(samples, ({ page }) => page),
    ...groupBy(samples, ({ stage }) => `while: ${stage}`),
  ];
  const slowest = [...samples].sort((a, b) => b.ms - a.ms).slice(0, 5);
  return [
    `  ${''.padEnd(34)}${['count', 'p50', 'p95', 'p99', 'max', `> ${limitMs}`].map((head) => head.padStart(8)).join('')}`,
    ...groups.map(([name, some]) => formatRow(name, some, limitMs)),
    `  slowest: ${slowest.map(({ page, stage, ms }) => `${page} ${Math.round(ms)} ms (${stage})`).join(', ')}`,
  ].join('\n');
}

function formatRow(name: string, samples: readonly PageSample[], limitMs: number): string {
  const sorted = samples.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  const overCount = sorted.filter((ms) => ms > limitMs).length;
  const figures = [sorted.length, at(0.5), at(0.95), at(0.99), at(1), overCount];
  return `  ${name.slice(0, 33).padEnd(34)}${figures.map((figure) => String(figure).padStart(8)).join('')}`;
}

function groupBy(samples: readonly PageSample[], keyOf: (sample: PageSample) => string): [string, PageSample[]][] {
  const groups = new Map<string, PageSample[]>();
  for (const sample of samples) groups.set(keyOf(sample), [...(groups.get(keyOf(sample)) ?? []), sample]);
  return [...groups];
}
