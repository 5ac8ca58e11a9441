import { stem } from '#pipelines/text/stem.ts';
import { stopWordsOf } from '#pipelines/text/stop-words.ts';

/** A word as written, with its stem, or `undefined` for a function word. */
export type SurfaceWord = { readonly text: string; readonly stem: string | undefined };

/** A sentence or line of a post, in order. */
export type Sentence = {
  readonly words: readonly SurfaceWord[];
  readonly isFirst: boolean;
  readonly isQuestion: boolean;
};

const MAX_SENTENCES = 8;
const MAX_WORDS = 40;

/** Cuts prose into sentences of surface words. Stems are cached across calls. */
export function createSentenceReader(): (prose: string, language: string) => Sentence[] {
  const caches = new Map<string, { stems: Map<string, string | undefined>; stopWords: ReadonlySet<string> }>();
  const segmenters = new Map<string, Intl.Segmenter>();
  return (prose, language) => {
    let cache = caches.get(language);
    if (cache === undefined) {
      cache = { stems: new Map(), stopWords: stopWordsOf(language) };
      caches.set(language, cache);
    }
    const { stems, stopWords } = cache;
    const sentences: Sentence[] = [];
    for (const match of prose.slice(0, 3000).matchAll(/[^.!?;\n。！？…]+(?:\.(?=\S)[^.!?;\n。！？…]+)*[?？]?/gu)) {
      const text = match[0].replace(/[*_#~|`"“”«»()[\]{}]+/gu, ' ').trim();
      const words = splitWords(text).slice(0, MAX_WORDS);
      if (words.length === 0) continue;
      sentences.push({
        words: words.map(toSurface),
        isFirst: sentences.length === 0,
        isQuestion: /[?？]$/u.test(text),
      });
      if (sentences.length === MAX_SENTENCES) break;
    }
    return sentences;

    function splitWords(text: string): string[] {
      if (!/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u.test(text))
        return text.match(/[\p{L}\p{N}][^\s,:]*/gu) ?? [];
      const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
      segmenters.set(language, segmenter);
      return [...segmenter.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment);
    }

    function toSurface(text: string): SurfaceWord {
      const key = text
        .toLowerCase()
        .replace(/[’ʼ]/gu, "'")
        .replace(/[^\p{L}\p{N}]+$/u, '');
      if (!stems.has(key)) stems.set(key, key === '' || stopWords.has(key) ? undefined : stem(key, language));
      return { text, stem: stems.get(key) };
    }
  };
}
