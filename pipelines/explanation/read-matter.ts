import { maskProse } from '#pipelines/kinds/mask-prose.ts';
import { countLines } from '#pipelines/text/find-repeated-lines.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';
import { type PlacedWord, readWords } from './read-words.ts';

export type ReadablePost = {
  readonly id: number;
  readonly text: string;
  readonly title?: string | null;
  /** As the source declared it; the engine tells the others. */
  readonly language: string | null;
};

/** A post as the engine reads it: its stems, each with the places in the text where it is said. */
export type MatterOfPost = {
  readonly post: ReadablePost;
  /** How often each stem is counted, title included. */
  readonly counts: ReadonlyMap<string, number>;
  /** Fewer than counted where the title says it. */
  readonly places: ReadonlyMap<string, readonly PlacedWord[]>;
};

/** Longer texts are read this far: what comes later has been said before. */
const MAX_LENGTH = 20_000;
/** As `stripMarkup` has them: what exports leave where a part was removed. */
const PLACEHOLDER = /\[(?:code|url|user|image|email|removed|deleted|attachment)\]/gi;
/** The engine keeps them to tell intents apart; they say nothing about a matter. */
const QUESTIONS = new Set(['how', 'what', 'when', 'where', 'which', 'who', 'why']);

/** The stems that the engine counts of posts, and where they stand. What it strips (code, quotes, links, placeholders) is nowhere. */
export function readMatter(posts: readonly ReadablePost[]): MatterOfPost[] {
  const lines = countLines(posts.map(({ text }) => text));
  const read = tokenisePosts(
    posts.map(({ id, text, title = null, language }) => ({ id: String(id), text, title, language })),
    lines,
  );
  return posts.map((post, number) => {
    const counts = new Map<string, number>();
    for (let i = read.offsets[number]!; i < read.offsets[number + 1]!; i += 1) {
      const stem = read.stems[i]!;
      if (stem === BREAK || QUESTIONS.has(read.words[read.wordNumbers[i]!]!)) continue;
      const written = read.vocabulary[stem]!;
      counts.set(written, (counts.get(written) ?? 0) + 1);
    }
    const places = new Map<string, PlacedWord[]>();
    for (const word of readWords(maskProse(maskPlaceholders(post.text)), read.languages[number]!)) {
      if (!counts.has(word.stem)) continue;
      const known = places.get(word.stem);
      if (known) known.push(word);
      else places.set(word.stem, [word]);
    }
    return { post, counts, places };
  });
}

/** As long as before, so that places stay what they are. */
function maskPlaceholders(text: string): string {
  return text.slice(0, MAX_LENGTH).replace(PLACEHOLDER, (placeholder) => ' '.repeat(placeholder.length));
}
