/** Characters. */
const MAX_LINE = 80;
/** Lines below a closing formula: name, position, company, address, telephone. */
const MOST_BELOW = 6;
/** Words of each of them. */
const MOST_WORDS = 6;

/** What a mail program writes below a post. */
const CLIENT =
  /^\W*(?:sent (?:from|with|via|using) (?!where|when|what|how)[^.?!]{2,50}\W*$|get \S.{0,40} for (?:android|ios|iphone|ipad|windows|mac)\b|(?:von|aus|mit) .{2,50} gesendet|gesendet (?:von|mit|über|aus) |envoyé (?:de|depuis|avec|à partir) |enviado (?:desde|de|do|da|con|com|pelo|a partir) |inviato (?:da|con|dal) |verzonden (?:vanaf|via|met|vanuit) |verstuurd vanaf |skickat från |отправлено (?:с|из) )/i;
const CLIENT_BEHIND =
  /\s--?\s+(?:sent (?:from|with|via|using) |get [^\n]{2,40} for (?:android|ios|iphone|ipad|windows|mac)\b)[^?\n]{0,60}$/i;
/** Closing formulas that hardly ever are anything else. */
const FORMULA =
  /^(?:(?:(?:with |my )?(?:best|kind|kindest|warm|warmest) )?regards|(?:all the )?best(?: wishes)?,|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|(?:mit )?(?:freundlich|best|lieb|viel|herzlich|schön)e[nr]? gr(?:ü|ue)(?:ß|ss)en?|mfg|lg|(?:bien )?cordialement|bien à vous|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|atenciosamente|(?:cordiali|distinti) saluti|met vriendelijke groet(?:en)?|(?:med )?vänliga hälsningar|с уважением)(?=[\s,.!–—-]|$)[\s,.!–—-]*/iu;
/** The same that are said elsewhere, too. */
const THANKS =
  /^(?:(?:many )?thanks(?: in advance| a lot| again)?|thank you|thx|cheers|danke|vielen dank|merci|gracias|obrigad[oa]|grazie)[\s,.!–—-]*$/i;
const NAMES = /^(?:(?:von|van|de|der|of|from|the|aus|at) |\p{Lu}[\p{L}\p{M}'’.-]*,? ?)+$/u;

/**
 * The text without what its end says of its author: the line of a mail program, a closing formula with a name and an
 * address below. Unchanged where nothing else would be left.
 */
export function dropSignature(text: string): string {
  const end = findEnd(text, text.length);
  const start = text.lastIndexOf('\n', end - 1) + 1;
  if (end - start > MAX_LINE) return text.slice(0, end).replace(CLIENT_BEHIND, '');
  const last = text.slice(start, end);
  if (CLIENT.test(last)) return keepRest(text, start);
  const cut = last.replace(CLIENT_BEHIND, '');
  if (cut !== last) return text.slice(0, start) + cut;
  const closing = findClosing(text, end);
  return closing === null ? text : keepRest(text, closing);
}

function keepRest(text: string, end: number): string {
  const rest = text.slice(0, end);
  return rest.trim() === '' ? text : rest;
}

/** Where the closing formula begins; null without one. */
function findClosing(text: string, end: number): number | null {
  const below: string[] = [];
  for (let lineEnd = end; lineEnd > 0 && below.length <= MOST_BELOW; ) {
    const start = text.lastIndexOf('\n', lineEnd - 1) + 1;
    if (lineEnd - start > MAX_LINE) return null;
    const line = text.slice(start, lineEnd).trim();
    const formula = FORMULA.exec(line)?.[0];
    if (formula !== undefined && isName(line.slice(formula.length)) && below.every(isOfAuthor)) return start;
    if (THANKS.test(line)) return below.length > 0 && below.length <= 2 && below.every(isName) ? start : null;
    if (/[.?!:]$/.test(line)) return null;
    below.push(line);
    lineEnd = findEnd(text, start);
  }
  return null;
}

/** Nothing, or a few words with capitals. */
function isName(line: string): boolean {
  return line === '' || (NAMES.test(line) && line.split(/\s+/).length <= MOST_WORDS);
}

/** Name, position, address, telephone: no sentence. */
function isOfAuthor(line: string): boolean {
  return line.split(/\s+/).length <= MOST_WORDS;
}

/** Where the text before `end` ends, without white space. */
function findEnd(text: string, end: number): number {
  let at = end;
  while (at > 0 && text.charCodeAt(at - 1) <= 32) at -= 1;
  return at;
}
