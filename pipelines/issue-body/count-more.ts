import type { QuotesBlock } from './report-layout.ts';

/** "12 more posts": what a reader of the issue finds in Refrain only; null when that is nothing. */
export function countMore({ unquotedCount }: QuotesBlock, leftOutCount: number): string | null {
  const count = unquotedCount + leftOutCount;
  return count === 0 ? null : `${count} more ${count === 1 ? 'post' : 'posts'}`;
}
