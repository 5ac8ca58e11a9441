import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import { roundTo } from '#pipelines/numerics/round.ts';
import { stem } from '#pipelines/text/stem.ts';
import { stopWordsOf } from '#pipelines/text/stop-words.ts';

/** What the product is known to be for. All of it may be empty: then rarity in the community decides. */
export type KnownUses = {
  readonly intended: readonly string[];
  /** How often each stem stands in the product's own documentation. */
  readonly docStems: Readonly<Record<string, number>>;
  readonly surprising: readonly string[];
};
export type ToldUse = { readonly purpose: string; readonly sentence: string; readonly strength: number };

const NEW_TO_DOCS = 0.45;
const FAR_FROM_INTENDED = 0.35;
const RARE_HERE = 0.2;
/** Seen this often in the docs, a word is the product's own. */
const OWN_WORD = 5;
const DECIMALS = 4;

/**
 * How unexpected each told use is, 0 to 1: words of its purpose that the docs hardly hold, distance to the declared uses,
 * and rarity among what others tell. A ranking for people to judge, never a verdict.
 */
export function rankSurprise(uses: readonly ToldUse[], known: KnownUses): number[] {
  const told = uses.map(({ purpose }) => contentStems(purpose));
  const intended = known.intended.map(contentStems).filter((stems) => stems.size > 0);
  const surprising = known.surprising.map(contentStems).filter((stems) => stems.size > 0);
  const tellers = new Map<string, number>();
  for (const stems of told) for (const word of stems) tellers.set(word, (tellers.get(word) ?? 0) + 1);
  const hasDocs = Object.keys(known.docStems).length > 0;
  return told.map((stems) => {
    if (stems.size === 0) return 0;
    let isNew = 0;
    let isRare = 0;
    for (const word of stems) {
      const inDocs = Object.hasOwn(known.docStems, word) ? known.docStems[word]! : 0;
      isNew += 1 - Math.min(1, inDocs / OWN_WORD);
      isRare += 1 - naturalLog(tellers.get(word)!) / naturalLog(Math.max(2, uses.length));
    }
    isNew /= stems.size;
    isRare /= stems.size;
    const near = intended.reduce((most, other) => Math.max(most, overlap(stems, other)), 0);
    const odd = surprising.reduce((most, other) => Math.max(most, overlap(stems, other)), 0);
    const parts = [
      ...(hasDocs ? [[NEW_TO_DOCS, isNew] as const] : []),
      ...(intended.length > 0 ? [[FAR_FROM_INTENDED, 1 - near] as const] : []),
      [RARE_HERE, isRare] as const,
    ];
    const weight = parts.reduce((sum, [share]) => sum + share, 0);
    const score = parts.reduce((sum, [share, value]) => sum + share * value, 0) / weight;
    // What is like a use that somebody found known sinks; what is like a surprising one rises.
    const moved = near >= 0.6 ? score * (1 - near) : score + 0.3 * odd * (1 - score);
    return roundTo(Math.max(0, Math.min(1, moved)), DECIMALS);
  });
}

/** Stems of the words that carry matter. */
export function contentStems(text: string): Set<string> {
  const stop = stopWordsOf('en');
  const words = text.toLowerCase().match(/[\p{L}][\p{L}\p{N}'-]{2,}/gu) ?? [];
  return new Set(words.filter((word) => !stop.has(word)).map((word) => stem(word, 'en')));
}

/** Share of the smaller set that both have. */
function overlap(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  return shared / Math.max(1, Math.min(left.size, right.size));
}
