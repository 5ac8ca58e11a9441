import { BRIEF, FORMULAS, GREETINGS, THANKS } from '#pipelines/text/closing-formulas.ts';

const DEVICE =
  '(?:sent|gesendet|envoyé|enviado|inviato|verzonden|verstuurd|skickat|отправлено) (?:from|via|with|using|von|mit|de|depuis|avec|desde|do|con|com|da|dal|vanaf|met|från|с) (?:(?:my|meinem|mon|mi|meu|mio|mijn|min|моего) [^,;.!?\\n]{2,30}|(?:outlook|yahoo|mail|gmail|proton|samsung|tapatalk|iphone|ipad|android|windows|mobile)[^,;.!?\\n]{0,40})|von meinem [^,;.!?\\n]{2,30} gesendet|get outlook for \\w+';
const SIGN_OFF = new RegExp(
  `[\\n.!?][ \\t\\r]*(?:(?<formula>${FORMULAS})|${GREETINGS}|${BRIEF}|${THANKS}|${DEVICE})(?![\\p{L}\\p{N}])[ \\t\\r]*[,.!–-]*[ \\t\\r]*`,
  'giu',
);
const PERSON = "\\p{Lu}[\\p{L}\\p{M}.'’-]*(?: (?:v[oa]n|de[rn]?|d[aiou]s?|la|le|of|\\p{Lu}[\\p{L}\\p{M}.'’-]*)){0,3}";
/** The rest of the line: nothing or a name. Then names, a line each. */
const NAMES = new RegExp(
  `(?:${PERSON}[.,]?[ \\t\\r]*)?(?=\\r?\\n|$)(?:\\s*\\n[ \\t\\r]*${PERSON}[.,]?[ \\t\\r]*(?=\\r?\\n|$)){0,3}`,
  'uy',
);
/** What may stand behind them: addresses, numbers, and what somebody thought of later. */
const LETTER_END = /[\s\ue001-\ue004\d+()/|.-]*(?:p\.? ?s\b|$)/iy;

/**
 * Blanks what ends a letter: "Best regards, Petra", "Mit freundlichen Grüßen", "Sent from my phone". It is nobody's praise.
 *
 * @param text as `maskProse` leaves it. The result is as long.
 */
export function maskSignOff(text: string): string {
  let masked = text;
  for (const match of text.matchAll(SIGN_OFF)) {
    const behind = match.index + match[0].length;
    const end = findEnd(text, behind, match);
    if (end < 0) continue;
    masked = masked.slice(0, match.index + 1) + blank(text.slice(match.index + 1, end)) + masked.slice(end);
  }
  return masked;
}

/** @returns where the sign-off ends, or -1 when it is none. */
function findEnd(text: string, behind: number, { 0: whole, groups }: RegExpExecArray): number {
  NAMES.lastIndex = behind;
  const names = NAMES.exec(text);
  if (names === null) return -1;
  const end = behind + names[0].length;
  if (groups?.formula !== undefined) return end;
  LETTER_END.lastIndex = end;
  const isAlone = whole.startsWith('\n') && /^[\r\n]?$/.test(text.slice(behind, behind + 1));
  return isAlone && LETTER_END.test(text) ? end : -1;
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
