import { maskProse } from '#pipelines/kinds/mask-prose.ts';
import { roundTo } from '#pipelines/numerics/round.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { Tick } from '#pipelines/stage.ts';
import { judgeUse } from './judge-use.ts';
import { learnProductNames } from './learn-product-names.ts';
import { createFrameScan } from './scan-frame-words.ts';
import { USE_FRAMES, type UseFrame } from './use-frames.ts';
import { PEOPLE, PLURALS } from './use-people.ts';

/** A sentence in which somebody tells what they use the product for. */
export type FoundUse = {
  /** The sentence, by offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** As written: "we", "my students", "A nurse at my hospital" ("j'" is "je"); null when the sentence does not say. */
  readonly who: string | null;
  /** The product as the sentence names it, or null. */
  readonly what: string | null;
  /** What it is used for, as written. */
  readonly purpose: string;
  readonly frame: string;
  /** What speaks for a story and against it, summed; see `judgeUse`. From `LEAST_STRENGTH` on it is shown. */
  readonly strength: number;
};

export type PostUse = FoundUse & { readonly postId: string };

/** Sentences at least this strong are stories; found on our own examples and checked on 315 labelled sentences. */
export const LEAST_STRENGTH = 1.5;

const HEAD_LENGTH = 4000;
const MAX_SENTENCE = 400;
const BEHIND = 120;
const STAND_INS =
  'it|this|them|these|that|this (?:app|tool|site|software|program|device|thing|game|product|forum|platform|one|service)|the (?:app|tool|site|software|program|device|timer|board|map|service|platform|api|widget)';
/** What a product begins with when it is not called by its name. */
const STARTS = 'our|the|my|your|a|an|this|self|open|hosted|version|instance|tool|it|them|these|that';
/** What people call the part of a product that they use. */
const PARTS =
  'dashboards?|alerts?|api|app|queries|reports?|software|platform|tool|open source|cloud|server|instance|integration|visuali[sz]ations?|charts?|as a service';
const PLACE =
  "(?: (?:at|in|on|of|from|with|down|across|near|behind) (?:(?:my|our|the|an?|his|her|their|this) (?:[\\p{L}-]+ )?[\\p{L}-]+|[\\p{L}-]+))?(?: who [\\p{L}'-]+ [\\p{L}' -]{2,30}?|, (?:an?|who|the|my|our) [\\p{L}' -]{2,30},)?";
const SUBJECTS = `(?<who>(?:I|we)(?: (?:teach|coach|work|volunteer|study|live|own|lead) [\\p{L}' -]{2,30} and(?: I)?)?|he|she|they|everyone|(?:(?:one|two|some|many|most|all|several) of )?(?:my|our) (?:[\\p{L}\\d-]+'s? )?(?:[\\p{L}\\d-]+ )?[\\p{L}\\d-]+${PLACE}|(?:(?:an?|the|each|every|one|two|three|some|many|most|several|all|both|another|other|his|her|their) (?:(?!(?:and|or|but|that|who|my|our) )[\\p{L}-]+ ){0,2}?(?:${PEOPLE})s?|(?:${PEOPLE})s|${PLURALS})${PLACE}|(?:the|some|many) \\w+(?: (?:on|in|at|of) (?:my|our|the) \\w+)?)`;
/** "As a nurse I …" says more of who than "I". */
const ROLE = /(?:^|\W)as an? ((?:[\p{L}-]+ ){0,2}?[\p{L}-]+),? (?:i|we)\b/iu;
/** Of what was only tried. */
const ATTEMPT = /\b(?:tried|trying|try|attempt(?:ed|ing)?) (?:to )?(?:us|utili[sz]|leverag)(?:e|ing)\b/iu;
/** A sentence without one of these words tells no use. */
const HAS_USE =
  /\b(?:us(?:e|es|ed|ing)|utili[sz]\w+|leverag\w+|provid\w+|publish|shar(?:e|ing)|embed\w*|send\w*|notify\w*|show|showing|report|deliver|alert\w*|display|visuali[sz]e|forecast|compare|automate|analy[sz]e|integrat\w+|includ(?:e|ing)|offer\w*|giv(?:e|es|ing)|run|running|host|hosting|sell|selling|expos(?:e|ing)|allow|allowing|let|letting|enabl(?:e|ing)|put|putting|setting|mak(?:e|ing)|buil[dt]\w*|made|creat\w+|develop\w*|design\w*|set up|wrote|rigged|hooked|monitor\w*|track\w*|measur\w+|log|record|manage|teach\w*|coach\w*|helps?|helped|lets|allows|enables|project|use-case|setup|goal|idea|application|workflow|plan|perfect|great|handy|ideal|excellent|good|useful|awesome|invaluable|eliminated|replace[ds]|instead|(?:be)?nutz(?:en?|t)|verwend(?:en?|et)|setz(?:en?|t)|utilis\w+|sers|servons|us[oa]n?|usamos|usam|usano|utilizz?\w+|usiamo|gebruik\w*)\b|использу|использует|пользу|применя|använder/iu;

/**
 * The strongest telling of a use of every post that has one. Staff and bots tell no stories.
 *
 * @param community the posts that tell what the product is called.
 */
export function findUses(
  posts: readonly EnginePost[],
  tick: Tick = () => {},
  community: readonly EnginePost[] = posts,
): PostUse[] {
  const find = createUseFinder(learnProductNames(community));
  return posts.flatMap((post, number) => {
    tick(number);
    const use = tellsUses(post) ? findStrongUse(find, post.text) : null;
    return use === null ? [] : { ...use, postId: post.id };
  });
}

export function tellsUses({ isStaff, isBot }: Pick<EnginePost, 'isStaff' | 'isBot'>): boolean {
  return !isStaff && !isBot;
}

/** The strongest telling of a use in a text, if it is strong enough to be shown. */
export function findStrongUse(find: UseFinder, text: string): FoundUse | null {
  const use = find(text);
  return use !== null && use.strength >= LEAST_STRENGTH ? use : null;
}

export type UseFinder = (text: string) => FoundUse | null;

/** Finds the strongest telling of a use in each text; null where there is none. `productNames` as people write them. */
export function createUseFinder(productNames: readonly string[]): UseFinder {
  const names = productNames.map((name) => name.trim()).filter((name) => name !== '');
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const product = `(?<what>(?:(?:our|the|my|your|an?|this|self[- ]hosted|open[- ]source|hosted|version [\\d.]+ of|instance of|tool called) )*(?:${[...escaped, STAND_INS].join('|')})\\b(?:[ -]?v?\\d[\\w.]*)?(?: (?:${PARTS})(?: and \\w+)?)?)`;
  const anyName = escaped.length === 0 ? '(?!)' : escaped.join('|');
  const frames = USE_FRAMES.map(({ name, strength, words, next, also, pattern }, number) => {
    const oneOf = `(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`;
    const filled = pattern
      .replace('%P%', product)
      .replace('%N%', anyName)
      .replace('%S%', SUBJECTS)
      .replace('%W%', oneOf);
    const whole = new RegExp(`(?<![\\p{L}\\p{N}])${filled}`, 'iu');
    const core = next === '%P%' ? new RegExp(`${oneOf}\\s+${product}`, 'iu') : null;
    return { name, strength, bit: 1 << number, also: also?.split('|') ?? null, core, pattern: whole };
  });
  const lowerNames = names.map((name) => name.toLowerCase());
  // The scan awaits no name that it might not read as one word: then frames have to do without.
  const isWord = names.every((name) => /^[a-z\d][ -~]*$/i.test(name));
  const starts = isWord ? [STARTS, ...names].join('|') : undefined;
  const scan = createFrameScan(USE_FRAMES.map(({ words, next }) => ({ words, next: next === '%P%' ? starts : next })));
  return (text) => {
    const masked = maskProse(text.slice(0, HEAD_LENGTH));
    let best: FoundUse | null = null;
    for (const { start, end, frames: spoken } of scan(masked)) {
      const said = masked.slice(start, Math.min(end, start + MAX_SENTENCE)).replace(/[’ʼ]/g, "'");
      const behind = nextSentence(masked, end);
      for (const frame of frames) {
        const use = (spoken & frame.bit) === 0 ? null : readUse(frame, said, behind, lowerNames);
        if (use === null || (best !== null && use.strength <= best.strength)) continue;
        const at = start + said.indexOf(use.purpose);
        best = {
          start: start + (said.length - said.trimStart().length),
          end: start + said.trimEnd().length,
          ...use,
          // The words as stored, not as they were read.
          purpose: text.slice(at, at + use.purpose.length),
        };
      }
    }
    return best;
  };
}

type Frame = Pick<UseFrame, 'name' | 'strength'> & {
  readonly bit: number;
  readonly also: readonly string[] | null;
  /** Stands in all that `pattern` matches, and is looked for faster. */
  readonly core: RegExp | null;
  readonly pattern: RegExp;
};

/** The sentence that begins at `start`, or what stands of it in `BEHIND` code units. */
function nextSentence(text: string, start: number): string {
  return /^\s*[^.!?\n]*/u.exec(text.slice(start, start + BEHIND))![0];
}

/** What a sentence tells in the form of one frame. @param behind the sentence that follows. */
function readUse(
  { name, strength, also, core, pattern }: Frame,
  said: string,
  behind: string,
  productNames: readonly string[],
): Omit<FoundUse, 'start' | 'end'> | null {
  if (also !== null && !holdsAny(said, also)) return null;
  if (core !== null && !core.test(said)) return null;
  const groups = pattern.exec(said)?.groups;
  const purpose = groups?.why && trimPurpose(groups.why);
  if (!purpose || !HAS_USE.test(said)) return null;
  const who = ROLE.exec(said)?.[1] ?? readWho(groups.who ?? groups.whom);
  const what = groups.what?.trim() ?? null;
  const isNamed = holdsAny(said, productNames);
  const isOfProduct = holdsAny(purpose, productNames);
  const until = said.indexOf(purpose) + purpose.length;
  // A mark or nothing more behind the purpose belongs to it.
  const clause = /^\W*$/u.test(said.slice(until)) ? said : said.slice(0, until);
  const attempt = ATTEMPT.test(said.slice(0, until - purpose.length)) ? `${said.slice(until)} ${behind}` : '';
  const judged = judgeUse({ sentence: said, clause, purpose, attempt, who, isNamed, isOfProduct });
  return { who, what, purpose, frame: name, strength: roundTo(judged + strength, 3) };
}

/** The French "j'" is written out. */
function readWho(written: string | undefined): string | null {
  const who = written?.replace(/(?:[\s,]| and(?: I)?$)+$/iu, '').trim() ?? '';
  return who === '' ? null : who.replace(/^(j)'$/iu, '$1e');
}

/** Whether one of some words in lower case stands in a text, in any case. */
function holdsAny(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.some((word) => lower.includes(word));
}

/** Cuts a purpose where the sentence goes on with something else. */
function trimPurpose(purpose: string): string | null {
  const cut =
    purpose.split(
      /(?:,? (?:but|however|because|although|and it|and I|which|since the|until|and then)\b| ?, ?(?:I|we|they|thus|so|and (?:I|we|now|they))\b)|[:(–—\ue001-\ue004]/iu,
    )[0] ?? '';
  const trimmed = cut.replace(/[\s,"'“”]+$/u, '').trim();
  return trimmed.length >= 3 ? trimmed : null;
}
