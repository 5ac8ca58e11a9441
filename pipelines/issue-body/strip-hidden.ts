import type { Defused, DefusedText } from './defused.ts';

/**
 * Scripts in which a zero-width joiner or non-joiner changes how a word is read, so that it belongs to the words.
 * https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters
 */
const JOINING = [
  'Arabic Syriac Mongolian Nko Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala',
  'Tibetan Khmer Myanmar',
]
  .flatMap((names) => names.split(' '))
  .map((name) => `\\p{Script=${name}}`)
  .join('');

/** Invisible characters that people do write: parts of emoji, and joiners inside words of the scripts above. */
const LEGITIMATE = [
  // The flags of England, Scotland and Wales are spelled with tag characters; no others are in general use.
  '\\u{1F3F4}\\u{E0067}\\u{E0062}(?:\\u{E0065}\\u{E006E}\\u{E0067}|\\u{E0073}\\u{E0063}\\u{E0074}|\\u{E0077}\\u{E006C}\\u{E0073})\\u{E007F}',
  '[#*0-9]\\uFE0F\\u20E3',
  '(?<=\\p{Extended_Pictographic})[\\uFE0E\\uFE0F]',
  '(?<=[\\p{Extended_Pictographic}\\uFE0F\\u{1F3FB}-\\u{1F3FF}])\\u200D(?=\\p{Extended_Pictographic})',
  `(?<=[${JOINING}])[\\u200C\\u200D](?=[${JOINING}])`,
  '(?<=\\p{Script=Mongolian})[\\u180B-\\u180D]',
  '(?<=\\p{Script=Han})[\\u{E0100}-\\u{E01EF}]',
].join('|');

/** Everything without a glyph: default ignorables, interlinear marks, control characters but tab and line feed. */
const HIDDEN = '[\\p{Default_Ignorable_Code_Point}\\uFFF9-\\uFFFB\\0-\\x08\\x0E-\\x1F\\x7F-\\x84\\x86-\\x9F]+';
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
const SCAN = new RegExp(`(?<keep>${LEGITIMATE})|${HIDDEN}`, 'gu');

/** Takes out what a reader cannot see but a program would read, and makes every line end a line feed. */
export function stripHidden(text: string): DefusedText {
  const defused: Defused[] = [];
  const lines = text.replace(/\p{Surrogate}/gu, '\uFFFD').replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n');
  const stripped = lines.replace(SCAN, (match, ...rest) => {
    const groups = rest.at(-1) as { keep?: string };
    if (groups.keep !== undefined) return match;
    defused.push({ kind: DIRECTION.test(match) ? 'text-direction' : 'hidden-text', text: spell(match) });
    return '';
  });
  return { text: stripped, defused };
}

/** Tag characters mirror ASCII, so a hidden instruction can be shown in plain letters. */
function spell(hidden: string): string {
  const points = [...hidden].map((char) => char.codePointAt(0) ?? 0);
  const tags = points.filter((point) => point >= 0xe0020 && point <= 0xe007e);
  if (tags.length > 0) return String.fromCodePoint(...tags.slice(0, 200).map((point) => point - 0xe0000));
  const names = [...new Set(points)]
    .slice(0, 8)
    .map((point) => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`);
  return names.join(' ');
}
