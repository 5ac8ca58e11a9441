import type { Mention } from './mention.ts';
import { ownWords } from './own-words.ts';

const BETA = '(?:[-. ]?(?:alpha|beta|rc)(?:[-.]?\\d{1,3})?)?';
const NUMBER = `\\d{1,2}(?:\\.\\d{1,6}){0,3}${BETA}`;
const NAMED = new RegExp(`(?<![\\w./-])(?:versions?|release|ver\\.?|v)[ .:]{0,2}(${NUMBER})(?![\\w.]*\\w)`, 'gi');
/** Three numbers with points are a version wherever they stand; four are an address, a year makes a date, and three digits in front a telephone. */
const BARE = new RegExp(`(?<![\\w.:/-])(\\d{1,2}\\.\\d{1,3}\\.\\d{1,6}${BETA})(?![\\w-]*\\w|\\.\\d)`, 'gi');
/** The version is then that of something beside the product, which `findPlatforms` names. */
const OTHER =
  /\b(?:python|node(?:\.?js)?|npm|yarn|docker(?:[ -]?compose)?|compose|postgres(?:ql)?|mysql|mariadb|redis|nginx|java|jdk|php|ruby|kernel|ubuntu|debian|centos|chrome|firefox|safari|android|ios|ipados|macos|os ?x|windows|elasticsearch|mongo(?:db)?|api|ip|sdk|helm|kubernetes|k8s|celery|pip)(?: server)?[ ,(]{0,2}(?:version )?$/i;

/** Versions of the product that a text names, in one spelling: "v8.0.0-beta.2" and "version 8.0.0 beta 2" apart from case. */
export function findVersions(text: string): Mention[] {
  const words = ownWords(text);
  const found = new Map<number, Mention>();
  for (const pattern of [NAMED, BARE]) {
    for (const match of words.matchAll(pattern)) {
      const number = match[1] ?? '';
      const startOffset = match.index;
      const numberAt = startOffset + match[0].length - number.length;
      if (found.has(numberAt) || isDate(number)) continue;
      if (OTHER.test(words.slice(Math.max(0, startOffset - 24), startOffset))) continue;
      found.set(numberAt, {
        name: number.toLowerCase().replace(' ', '-'),
        startOffset,
        endOffset: numberAt + number.length,
      });
    }
  }
  return [...found.values()].sort((a, b) => a.startOffset - b.startOffset);
}

function isDate(number: string): boolean {
  const [day = 0, month = 0, year = 0] = number.split('.').map(Number);
  const isYear = year >= 1970 && year <= 2100;
  return (isYear && day <= 31 && month <= 12) || (/^\d{4}$/.test(number) && day >= 1970 && day <= 2100);
}
