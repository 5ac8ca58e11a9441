import { hashPair } from '#pipelines/numerics/hash.ts';
import { signHash } from './scan-words.ts';

export const WORD = 0x51ed270b;
export const PAIR = 0x2545f491;
/** Stand in pairs for the begin and the end of a sentence. */
export const START = signHash('^');
export const END = signHash('$');

const KNOWN = new Map<string, number>();
const MOST_KNOWN = 1000;

/**
 * The number of a feature by its name: `word crash` (a stem), `pair does not`, `pattern complaint.fails`,
 * `mood warm words`, `shape one sentence`. The reader of features makes the same numbers without the names.
 */
export function featureHash(name: string): number {
  const known = KNOWN.get(name);
  if (known !== undefined) return known;
  const [group, first = '', second = ''] = name.split(' ');
  if (group === 'word') return hashPair(signHash(first), WORD);
  if (group === 'pair') return hashPair(signHash(first), hashPair(signHash(second), PAIR));
  const hash = signHash(`feature ${name}`) >>> 0;
  if (KNOWN.size < MOST_KNOWN) KNOWN.set(name, hash);
  return hash;
}
