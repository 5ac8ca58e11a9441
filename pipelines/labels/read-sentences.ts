import { createSegmenter, UNSPACED } from '#pipelines/text/segment-words.ts';
import { smallTalkOf } from '#pipelines/text/small-talk.ts';
import { stem } from '#pipelines/text/stem.ts';
import { stopWordsOf } from '#pipelines/text/stop-words.ts';
import { GAP } from '#pipelines/text/strip-markup.ts';
import { adverbsOf } from './adverbs.ts';
import { traitsOf } from './word-traits.ts';

/** A word as written. */
export type SurfaceWord = {
  readonly text: string;
  /** The way to write it in a list: no capital that only opens a sentence, no loose signs. */
  readonly form: string;
  /** `undefined` for a function word. */
  readonly stem: string | undefined;
  /** Bits of `TRAIT`. */
  readonly traits: number;
  /** A comma, colon or bracket follows. */
  readonly endsClause: boolean;
  /** What stands between it and the word behind it in a title: as written in a script without spaces. */
  readonly behind: string;
};

/** What stands above a post: its title, a first line that stands alone, such a line or the first sentence, or nothing. */
export type Heading = 'title' | 'line' | 'sentence' | 'none';

/** A sentence or line of a post, in order. */
export type Sentence = {
  readonly words: readonly SurfaceWord[];
  /** It is of the post's heading. */
  readonly isHeading: boolean;
  readonly isFirst: boolean;
  /** Nothing was cut out of it and it is read to its end. */
  readonly isWhole: boolean;
  readonly isQuestion: boolean;
};

const MAX_SENTENCES = 8;
const MAX_WORDS = 40;
/** What a long post says later has been said before. */
const MAX_LENGTH = 3000;
/** Characters; a longer first line or sentence is a paragraph. */
export const MAX_HEADING = 90;
const MAX_TITLE = 200;
const LETTERS = /^[A-Za-z]+$/;
const CLAUSE_END = /[,:，、：]/u;
const UNSPACED_SCRIPT = new RegExp(UNSPACED, 'u');
/** A run of a script without spaces, or a word of another one. */
const RUNS = new RegExp(`${UNSPACED}+|[\\p{L}\\p{N}](?:(?!${UNSPACED})[^\\s,:，、：])*`, 'gu');

type Lexicon = {
  readonly known: Map<string, SurfaceWord>;
  /** Of sentences in a script without spaces: each word with all that stands before the next one. */
  readonly knownUnspaced: Map<string, SurfaceWord>;
  readonly stopWords: ReadonlySet<string>;
};

/** Cuts prose into sentences of surface words; each distinct word is judged once across calls. */
export function createSentenceReader(): (
  prose: string,
  language: string,
  options: { readonly heading: Heading; readonly most?: number },
) => Sentence[] {
  const lexicons = new Map<string, Lexicon>();
  const segment = createSegmenter();
  return (prose, language, { heading, most = MAX_SENTENCES }) => {
    let lexicon = lexicons.get(language);
    if (lexicon === undefined) {
      lexicon = {
        known: new Map(),
        knownUnspaced: new Map(),
        stopWords: new Set([...stopWordsOf(language), ...smallTalkOf(language), ...adverbsOf(language)]),
      };
      lexicons.set(language, lexicon);
    }
    const { known, knownUnspaced, stopWords } = lexicon;
    const sentences: Sentence[] = [];
    // A dash between spaces divides like a full stop.
    const whole = prose.slice(0, MAX_LENGTH);
    const headingEnd = findHeadingEnd(whole, heading);
    const read = whole.replace(/\s[-–—]+\s/g, (dash) => '\n'.padEnd(dash.length));
    for (const match of read.matchAll(/[^.!?;\n。！？；…।॥؟]+(?:\.(?=\S)[^.!?;\n。！？；…।॥؟]+)*[?？؟]?/gu)) {
      const text = match[0]
        .replace(/[*_#~|`"“”«»„]+/gu, ' ')
        .replace(/\s*[()[\]{}]+/gu, ', ')
        .trim();
      const isUnspaced = UNSPACED_SCRIPT.test(text);
      const words = isUnspaced ? splitUnspaced(text) : splitWords(text);
      if (words.length === 0) continue;
      const end = match.index + match[0].length;
      // Pushed, since arrays of a mapped kind and of a pushed one make V8 compile what reads them again and again.
      const surface: SurfaceWord[] = [];
      for (const word of words.slice(0, MAX_WORDS)) surface.push(isUnspaced ? toUnspaced(word) : toSurface(word));
      sentences.push({
        words: surface,
        isHeading:
          end <= headingEnd || (heading === 'sentence' && sentences.length === 0 && match[0].length <= MAX_HEADING),
        isFirst: sentences.length === 0,
        isWhole:
          words.length <= MAX_WORDS && !touchesGap(read, match.index, match[0].length) && !/[:,，、：]$/u.test(text),
        isQuestion: /[?？؟]$/u.test(text),
      });
      if (sentences.length === most) break;
    }
    return sentences;

    function splitWords(text: string): string[] {
      return text.replace(/[’ʼ]/gu, "'").match(/[\p{L}\p{N}][^\s,:]*[,:]?/gu) ?? [];
    }

    /** Each word with all that stands before the next one. */
    function splitUnspaced(text: string): string[] {
      const starts: number[] = [];
      for (const { 0: run, index } of text.matchAll(RUNS)) {
        if (UNSPACED_SCRIPT.test(run)) for (const { start } of segment(run)) starts.push(index + start);
        else starts.push(index);
      }
      return starts.map((start, i) => text.slice(start, starts[i + 1]));
    }

    function toUnspaced(written: string): SurfaceWord {
      const found = knownUnspaced.get(written);
      if (found !== undefined) return found;
      const text = written.replace(/[^\p{L}\p{M}\p{N}+#%]+$/u, '');
      const behind = written.slice(text.length).replace(/\s+/gu, ' ');
      // Spelt out: a copied object is one of another kind to V8, which would compile all that reads words once more.
      const { form, stem, traits } = toSurface(text);
      const word = { text, form, stem, traits, endsClause: CLAUSE_END.test(behind), behind };
      knownUnspaced.set(written, word);
      return word;
    }

    function toSurface(written: string): SurfaceWord {
      const found = known.get(written);
      if (found !== undefined) return found;
      // Most words are nothing but letters, and have no loose signs to lose.
      const isBare = LETTERS.test(written);
      const text = isBare ? written : written.replace(/['‘’,:]+$/u, '');
      const key = isBare
        ? text.toLowerCase()
        : text
            .normalize('NFKC')
            .toLowerCase()
            .replace(/[^\p{L}\p{M}\p{N}]+$/u, '');
      const bare = isBare ? text : text.replace(/(?:'s)?[^\p{L}\p{M}\p{N}+#]*$/u, '');
      const endsClause = !isBare && /[,:]$/u.test(written);
      const word = {
        text,
        form: /^\p{Lu}\p{Ll}+$/u.test(bare) ? bare.toLowerCase() : bare,
        stem: key === '' || stopWords.has(key) ? undefined : stem(key, language),
        traits: traitsOf(text),
        endsClause,
        behind: endsClause ? ', ' : ' ',
      };
      known.set(written, word);
      return word;
    }
  };
}

/** Where the heading ends: behind a thread's title, or behind a short first line with more below; 0 without one. */
function findHeadingEnd(prose: string, heading: Heading): number {
  if (heading === 'none') return 0;
  const line = prose.indexOf('\n');
  const end = line < 0 && heading === 'title' ? prose.length : line;
  return end > 0 && end <= (heading === 'title' ? MAX_TITLE : MAX_HEADING) ? end : 0;
}

function touchesGap(source: string, start: number, length: number): boolean {
  const before = source.slice(Math.max(0, start - 2), start);
  return before.includes(GAP) || source.startsWith(GAP, start + length);
}
