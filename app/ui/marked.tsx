import type { ReactNode } from 'react';
import type { Span } from '#pipelines/search/find-hits.ts';

/** A text with its hits marked. @param hits in their order, without overlaps. */
export function Marked({ text, hits }: { text: string; hits: readonly Span[] }) {
  if (hits.length === 0) return text;
  const parts: ReactNode[] = [];
  let last = 0;
  for (const [start, end] of hits) {
    parts.push(text.slice(last, start), <mark key={start}>{text.slice(start, end)}</mark>);
    last = end;
  }
  return (
    <>
      {parts}
      {text.slice(last)}
    </>
  );
}
