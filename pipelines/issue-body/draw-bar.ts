import type { ChartBlock } from './report-layout.ts';

const LONGEST = 20;

/** A bar of text, for readers whose format has no charts; a value above zero is never drawn as nothing. */
export function drawBar(value: number, { points }: ChartBlock): string {
  const highest = Math.max(1, ...points.map((point) => point.value));
  return '█'.repeat(value > 0 ? Math.max(1, Math.round((value / highest) * LONGEST)) : 0);
}
