import type { PatternSource } from './patterns.ts';

/**
 * Reads `seeds/patterns.txt`: `name: pattern / pattern`, `#` begins a comment.
 *
 * @throws SyntaxError naming the line without a name.
 */
export function parsePatterns(source: string): PatternSource[] {
  return source.split('\n').flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const end = line.indexOf(': ');
    if (end < 0) throw new SyntaxError(`patterns.txt, line ${index + 1}: a pattern needs a name and ": ".`);
    return line
      .slice(end + 2)
      .split(' / ')
      .filter((pattern) => pattern.trim() !== '')
      .map((pattern) => ({ name: line.slice(0, end), pattern: pattern.trim() }));
  });
}
