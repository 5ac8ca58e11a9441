// Soft breaks that word processors and spreadsheets write inside a paragraph, and the C1 "next line".
const OTHER_LINE_BREAKS = /\r\n?|[\u000b\u000c\u0085]/g;
// C0 and C1 controls but tab and line feed: PostgreSQL refuses NUL, and the others are never words.
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;
// With the `u` flag a pair is one character, so that only halves match.
const LONE_SURROGATES = /\p{Surrogate}/gu;
// Finds the rarer text that needs a look, so that the common one is returned as it is.
const SUSPECT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff]/;

/**
 * Text as it may be stored: well-formed Unicode (a lone surrogate becomes U+FFFD), no NUL or other control character
 * but tab and line feed, every line break a line feed. Idempotent.
 */
export function cleanText(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.replace(LONE_SURROGATES, '\ufffd').replace(OTHER_LINE_BREAKS, '\n').replace(CONTROLS, '');
}
