/** What a UTF-16 code unit is to the reader of kinds. */
export const UNIT = {
  space: 0,
  letter: 1,
  digit: 2,
  mark: 3,
  apostrophe: 4,
  /** Ends a sentence or a part of one. */
  stop: 5,
  /** A character that is a word by itself: Han, kana, symbols. */
  single: 6,
  /** First half of a surrogate pair: an emoji, mostly. */
  high: 7,
  /** See `maskProse`. */
  mask: 8,
} as const;

const RULES: readonly (readonly [RegExp, number])[] = [
  [/\p{L}/gu, UNIT.letter],
  [/\p{N}/gu, UNIT.digit],
  [/\p{M}/gu, UNIT.mark],
  [/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}ー☀-➿★☆]/gu, UNIT.single],
  [/[.!?;:\n。！？；…؟]/gu, UNIT.stop],
  [/['’ʼ]/gu, UNIT.apostrophe],
  [/[\ue001-\ue004]/gu, UNIT.mask],
];

const CLASSES = classify();
const LOWER = lowerCase();

export function classOfUnit(unit: number): number {
  return CLASSES[unit]!;
}

/** Behind its end a text goes on with zeros, which are space: to read there by `charCodeAt` is slow. */
export function unitAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) : 0;
}

export function classAt(text: string, at: number): number {
  return CLASSES[unitAt(text, at)]!;
}

/** Lower case by single code units: characters whose lower case is longer keep their form. */
export function lowerOfUnit(unit: number): number {
  return LOWER[unit]!;
}

function classify(): Uint8Array {
  const classes = new Uint8Array(65537);
  const units =
    String.fromCharCode(...Array(0xd800).keys()) +
    String.fromCharCode(...[...Array(0x2000).keys()].map((i) => i + 0xe000));
  for (const [pattern, kind] of RULES)
    for (const match of units.matchAll(pattern)) classes[match[0].charCodeAt(0)] = kind;
  classes.fill(UNIT.high, 0xd800, 0xdc00);
  return classes;
}

function lowerCase(): Uint16Array {
  const lower = new Uint16Array(65536);
  for (let code = 0; code < 65536; code += 1) {
    const small = String.fromCharCode(code).toLowerCase();
    lower[code] = small.length === 1 ? small.charCodeAt(0) : code;
  }
  return lower;
}
