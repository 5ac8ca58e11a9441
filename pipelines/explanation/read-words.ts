import { smallTalkOf } from '#pipelines/text/small-talk.ts';
import { stem } from '#pipelines/text/stem.ts';
import { stopWordsOf } from '#pipelines/text/stop-words.ts';

/** A word where it stands in a text: `text.slice(start, end)` is how it is written there. */
export type PlacedWord = { readonly stem: string; readonly start: number; readonly end: number };

/** Longer texts are read this far: what comes later has been said before. */
const MAX_LENGTH = 20_000;
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’](?=\p{L}))*/gu;
const SEGMENTED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u;

/** The words of a text that carry matter, with their stems and places. Addresses are no words. */
export function readWords(text: string, language: string): PlacedWord[] {
  const silent = new Set([...stopWordsOf(language), ...smallTalkOf(language)]);
  // As long as before, so that places stay what they are.
  const read = text.slice(0, MAX_LENGTH).replace(/https?:\/\/\S+/g, (address) => ' '.repeat(address.length));
  const words: PlacedWord[] = [];
  for (const { start, written } of SEGMENTED.test(read) ? segment(read, language) : match(read)) {
    const word = written.normalize('NFKC').replaceAll('’', "'").toLowerCase();
    if (silent.has(word) || /^(?:[a-z]|\d{1,2}|\d{5,}|[\p{sc=Hira}]{1,2})$/u.test(word)) continue;
    words.push({ stem: stem(word, language), start, end: start + written.length });
  }
  return words;
}

function* match(text: string): Generator<{ start: number; written: string }> {
  for (const found of text.matchAll(WORD)) yield { start: found.index, written: found[0] };
}

function* segment(text: string, language: string): Generator<{ start: number; written: string }> {
  for (const part of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    if (part.isWordLike) yield { start: part.index, written: part.segment };
  }
}
