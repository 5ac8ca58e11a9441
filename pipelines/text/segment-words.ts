/** A character of a script without spaces between words, as part of a regular expression. */
export const UNSPACED = '[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Mymr}ー]';

/** A word within a run: `text` begins at `start`. */
export type SegmentedWord = { readonly text: string; readonly start: number };

const KATAKANA = /^[\p{sc=Kana}ー]+$/u;
/** Characters. `Intl.Segmenter` cuts what its dictionary lacks to pieces: shorter ones are no words of their own. */
const SHORTEST_KATAKANA = 3;

/**
 * Cuts runs of a script without spaces into words, by the dictionaries of `Intl.Segmenter`. Katakana writes words of
 * other languages, of which these know few ("ク, エリ" for "query"): such pieces are put together.
 */
export function createSegmenter(): (run: string) => SegmentedWord[] {
  const segmenters = new Map<string, Intl.Segmenter>();
  return (run) => {
    const locale = /[\p{sc=Hira}\p{sc=Kana}]/u.test(run) ? 'ja' : /\p{sc=Han}/u.test(run) ? 'zh' : 'th';
    const segmenter = segmenters.get(locale) ?? new Intl.Segmenter(locale, { granularity: 'word' });
    segmenters.set(locale, segmenter);
    const words: SegmentedWord[] = [];
    for (const { segment, index, isWordLike } of segmenter.segment(run)) {
      const last = words.at(-1);
      if (last !== undefined && locale === 'ja' && isCutUp(last, segment, index))
        words[words.length - 1] = { text: last.text + segment, start: last.start };
      else if (isWordLike) words.push({ text: segment, start: index });
    }
    return words;
  };
}

function isCutUp(last: SegmentedWord, segment: string, index: number): boolean {
  return (
    last.start + last.text.length === index &&
    (last.text.length < SHORTEST_KATAKANA || segment.length < SHORTEST_KATAKANA) &&
    KATAKANA.test(segment) &&
    KATAKANA.test(last.text)
  );
}
