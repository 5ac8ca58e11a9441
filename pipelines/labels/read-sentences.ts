import { smallTalkOf } from '#pipelines/text/small-talk.ts';
import { stem } from '#pipelines/text/stem.ts';
import { stopWordsOf } from '#pipelines/text/stop-words.ts';
import { GAP } from '#pipelines/text/strip-markup.ts';

/** A word as written, with its stem, or `undefined` for a function word. */
export type SurfaceWord = {
  readonly text: string;
  readonly stem: string | undefined;
  /** A comma or colon follows. */
  readonly endsClause: boolean;
};

/** A sentence or line of a post, in order. */
export type Sentence = {
  readonly words: readonly SurfaceWord[];
  readonly isFirst: boolean;
  /** Nothing was cut out of it and it is read to its end. */
  readonly isWhole: boolean;
  readonly isQuestion: boolean;
};

const MAX_SENTENCES = 8;
const MAX_WORDS = 40;
/** What a long post says later has been said before. */
const MAX_LENGTH = 3000;

/** Cuts prose into sentences of surface words. Stems are cached across calls. */
export function createSentenceReader(): (prose: string, language: string) => Sentence[] {
  const caches = new Map<string, { stems: Map<string, string | undefined>; stopWords: ReadonlySet<string> }>();
  const segmenters = new Map<string, Intl.Segmenter>();
  return (prose, language) => {
    let cache = caches.get(language);
    if (cache === undefined) {
      cache = { stems: new Map(), stopWords: new Set([...stopWordsOf(language), ...smallTalkOf(language)]) };
      caches.set(language, cache);
    }
    const { stems, stopWords } = cache;
    const sentences: Sentence[] = [];
    // A dash between spaces divides like a full stop.
    const read = prose.slice(0, MAX_LENGTH).replace(/\s[-–—]+\s/g, '\n');
    for (const match of read.matchAll(/[^.!?;\n。！？…]+(?:\.(?=\S)[^.!?;\n。！？…]+)*[?？]?/gu)) {
      const text = match[0].replace(/[*_#~|`"“”«»()[\]{}]+/gu, ' ').trim();
      const words = splitWords(text);
      if (words.length === 0) continue;
      sentences.push({
        words: words.slice(0, MAX_WORDS).map(toSurface),
        isFirst: sentences.length === 0,
        isWhole: words.length <= MAX_WORDS && !touchesGap(read, match.index, match[0].length),
        isQuestion: /[?？]$/u.test(text),
      });
      if (sentences.length === MAX_SENTENCES) break;
    }
    return sentences;

    function touchesGap(source: string, start: number, length: number): boolean {
      const before = source.slice(Math.max(0, start - 2), start);
      return before.includes(GAP) || source.startsWith(GAP, start + length);
    }

    function splitWords(text: string): string[] {
      if (!/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u.test(text))
        return (text.replace(/[’ʼ]/gu, "'").match(/[\p{L}\p{N}][^\s,:]*[,:]?/gu) ?? []).map((word) =>
          word.replace(/['‘]+$/u, ''),
        );
      const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
      segmenters.set(language, segmenter);
      return [...segmenter.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment);
    }

    function toSurface(written: string): SurfaceWord {
      const text = written.replace(/[,:]$/u, '');
      const key = text.toLowerCase().replace(/[^\p{L}\p{N}]+$/u, '');
      if (!stems.has(key)) stems.set(key, key === '' || stopWords.has(key) ? undefined : stem(key, language));
      return { text, stem: stems.get(key), endsClause: written !== text };
    }
  };
}
