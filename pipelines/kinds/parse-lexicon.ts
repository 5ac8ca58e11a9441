import type { LexiconSource } from './lexicon.ts';

/**
 * Reads `seeds/words.txt`: `@class [strength]: word word`, `= word: other spellings`, `#` begins a comment.
 *
 * @throws SyntaxError naming the line that is neither.
 */
export function parseLexicon(source: string): LexiconSource {
  const classes: Record<string, string[]> = {};
  const sentiment: Record<string, number> = {};
  const spellings: Record<string, string> = {};
  for (const [index, line] of source.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const found = /^(?:@(\w+)(?: \[(-?\d+(?:\.\d+)?)\])?|= (\S+)): (.+)$/u.exec(line);
    if (!found) throw new SyntaxError(`words.txt, line ${index + 1}: "${line.slice(0, 60)}" is no list of words.`);
    const [, name, strength, written, list] = found;
    const words = list!.trim().split(/\s+/);
    if (written !== undefined) for (const word of words) spellings[word] = written;
    if (name === undefined) continue;
    classes[name] = [...(classes[name] ?? []), ...words];
    if (strength !== undefined) for (const word of words) sentiment[word] ??= Number(strength);
  }
  return { classes, sentiment, spellings };
}
