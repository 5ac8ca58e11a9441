import { naturalLog } from '#pipelines/numerics/natural-log.ts';
import { roundTo } from '#pipelines/numerics/round.ts';
import { stem } from '#pipelines/text/stem.ts';
import { stopWordsOf } from '#pipelines/text/stop-words.ts';
import { EVERYDAY } from './everyday.ts';

/** What the product is known to be for. All of it may be empty: then rarity in the community decides. */
export type KnownUses = {
  readonly intended: readonly string[];
  /** How often each stem stands in the product's own documentation. */
  readonly docStems: Readonly<Record<string, number>>;
  readonly surprising: readonly string[];
};
export type ToldUse = { readonly purpose: string; readonly sentence: string; readonly strength: number };

/** Seen this often in the docs, a word is the product's own. */
const OWN_WORD = 5;
/** What is said of any product: a purpose of such words alone says nothing. */
const VAGUE = stemsOf(
  `data information analyze analyse analysis analytics analytical visualize visualise business purpose tool report reporting view display get use using manage control monitor track create build
  company organisation organization team client customer user people website application app source system task need project work various different many several custom new personal better
  internal external way case set number year month week day time good great easy help helps production environment network place type kind level general basic simple main current existing other
  run running start service platform product feature function integrate integration connect connection provide providing allow send sending show showing generate generating make`,
);
const EVERYDAY_STEMS = stemsOf([...EVERYDAY].join(' '));
const DECIMALS = 4;
/** Words in a row. */
const RUN = 5;

/** Made a part of what somebody offers to others. */
const FOR_OTHERS =
  /\b(?:in|into|inside|within|from|of|on|to) (?:our|my|own|the|an?) (?:[\w-]+ ){0,2}?(?:saas|sdk|backend|back-?office|portal|product|app|application|platform|site|website)\b|\bas a service (?:for|to)\b|\bwhite.?label|\b(?:our|my|external) (?:[\w-]+ )?(?:customers|clients)\b/iu;

/**
 * How unexpected each told use is, 0 to 1: words of its purpose that the docs hardly hold and no declared use has, above all
 * those of everyday life; distance to the declared uses; and how surely it is a use at all. A ranking for people to judge,
 * never a verdict.
 */
export function rankSurprise(uses: readonly ToldUse[], known: KnownUses): number[] {
  const told = uses.map(({ purpose }) => contentStems(purpose));
  const intended = known.intended.map(contentStems).filter((stems) => stems.size > 0);
  const surprising = known.surprising.map(contentStems).filter((stems) => stems.size > 0);
  const declared = new Set(intended.flatMap((stems) => [...stems]));
  const tellers = new Map<string, number>();
  for (const stems of told) for (const word of stems) tellers.set(word, (tellers.get(word) ?? 0) + 1);
  const isRepeated = findRepeated(uses.map(({ sentence }) => sentence));
  const inDocs = new Map<string, number>();
  for (const [word, count] of Object.entries(known.docStems)) {
    const plain = spell(word);
    inDocs.set(plain, (inDocs.get(plain) ?? 0) + count);
  }
  return told.map((stems, i) => {
    const { purpose, sentence, strength } = uses[i]!;
    if (stems.size === 0) return 0;
    let fresh = 0;
    let telling = 0;
    for (const word of stems) {
      if (VAGUE.has(word)) continue;
      telling += 1;
      fresh += freshness(word);
    }
    const own = new Set([...stems].filter((word) => !VAGUE.has(word)));
    const near = own.size === 0 ? 0.5 : intended.reduce((most, other) => Math.max(most, overlap(own, other)), 0);
    const odd = surprising.reduce((most, other) => Math.max(most, overlap(stems, other)), 0);
    const novelty = 0.5 * Math.min(1, fresh / Math.max(1, telling)) + 0.5 * (1 - 1 / (1 + fresh / 1.5));
    const isElsewhere = FOR_OTHERS.test(sentence) || isUsedAs(sentence, purpose);
    const isEveryday = [...contentStems(sentence)].some((word) => EVERYDAY_STEMS.has(word) && freshness(word) > 1);
    const score = 0.5 * novelty + 0.15 * (1 - near) + (isElsewhere ? 0.2 : 0) + (isEveryday ? 0.15 : 0);
    const sure = Math.max(0.3, Math.min(1, 0.4 + strength / 4));
    // Of a declared use only where it happens can be unexpected.
    const known = near < 0.6 ? 0 : isElsewhere || isEveryday ? near / 2 : near;
    const moved =
      (known > 0 ? score * (1 - known) : score + 0.3 * odd * (1 - score)) * sure * (isRepeated[i] ? 0.5 : 1);
    return roundTo(Math.max(0, Math.min(1, moved)), DECIMALS);
  });

  /** Nothing for words that the product is known by, most for those of everyday life. */
  function freshness(word: string): number {
    if (declared.has(word)) return 0;
    const isNew = 1 - Math.min(1, (inDocs.get(word) ?? 0) / OWN_WORD);
    const isRare = 1 - naturalLog(tellers.get(word) ?? 1) / naturalLog(Math.max(2, uses.length));
    return isNew * (0.5 + 0.5 * isRare) * (EVERYDAY_STEMS.has(word) ? 2.5 : /[\d_]/.test(word) ? 0.3 : 1);
  }

  /** "As my virtual closet": as something that the product is not known to be. */
  function isUsedAs(sentence: string, purpose: string): boolean {
    if (!/\bas\s+$/i.test(sentence.slice(0, Math.max(0, sentence.indexOf(purpose))))) return false;
    const head = purpose.split(/[,;]| (?:and|with|that|which|where|in|on|for|of) /)[0]!;
    return [...contentStems(head)].some((word) => !VAGUE.has(word) && freshness(word) >= 0.5);
  }
}

/** Whether half of a sentence stood in an earlier one: a cross-post, or told again. */
function findRepeated(sentences: readonly string[]): boolean[] {
  const seen = new Set<string>();
  return sentences.map((sentence) => {
    const words = sentence.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const runs = words.slice(0, -RUN + 1).map((_, at) => words.slice(at, at + RUN).join(' '));
    const known = runs.filter((run) => seen.has(run)).length;
    for (const run of runs) seen.add(run);
    return runs.length > 0 && known * 2 >= runs.length;
  });
}

/** Stems of the words that carry matter. */
export function contentStems(text: string): Set<string> {
  const stop = stopWordsOf('en');
  const words = text.toLowerCase().match(/[\p{L}][\p{L}\p{N}'-]{2,}/gu) ?? [];
  return new Set(words.filter((word) => !stop.has(word)).map((word) => spell(stem(word, 'en'))));
}

/** British and American spelling as one. */
function spell(word: string): string {
  return word.replace(/yz/u, 'ys').replace(/iz/u, 'is');
}

function stemsOf(words: string): Set<string> {
  return contentStems(words);
}

/** Share of the smaller set that both have. */
function overlap(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  return shared / Math.max(1, Math.min(left.size, right.size));
}
