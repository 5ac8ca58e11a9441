/** Stand for what is not the author's own prose. Private-use characters, so that no text can hold them by chance. */
const MASKS = { url: '\ue001', code: '\ue002', quote: '\ue003', user: '\ue004' } as const;

type Rule = {
  /** One of these stands in every match: most texts hold none, and looking for them is cheap. */
  readonly needs: readonly string[];
  readonly pattern: RegExp;
  readonly mask: string;
  readonly isBlock?: boolean;
};

const RULES: readonly Rule[] = [
  {
    ...{ needs: ['```', '~~~'], mask: MASKS.code, isBlock: true },
    pattern: /```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)/g,
  },
  {
    ...{ needs: ['<pre', '<code', '<script', '<style'], mask: MASKS.code, isBlock: true },
    pattern: /<(pre|code|script|style)\b[^>]{0,200}>[\s\S]*?(?:<\/\1>|$)/g,
  },
  {
    ...{ needs: ['<blockquote', '[quote'], mask: MASKS.quote, isBlock: true },
    pattern:
      /<blockquote\b[^>]{0,200}>[\s\S]*?(?:<\/blockquote>|$)|\[quote\b[^\]\n]{0,120}\][\s\S]*?(?:\[\/quote\]|$)/g,
  },
  { needs: ['>', '&gt;'], mask: MASKS.quote, isBlock: true, pattern: /^[ \t]*(?:>|&gt;).*$/gm },
  { needs: ['    ', '\t'], mask: MASKS.code, isBlock: true, pattern: /^(?: {4}|\t).*[;{}()=<>\\|].*$/gm },
  {
    ...{ needs: [' at ', 'File "', 'Traceback', 'ERR!', ':', '$ ', '# '], mask: MASKS.code, isBlock: true },
    pattern:
      /^[ \t]*(?:at [\w$.<>]+ ?\(.*|File ".*", line \d+.*|Traceback \(most recent.*|(?:\d{4}-\d\d-\d\d|\[\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d)[T :,.\d].*|npm ERR!.*|[$#] \S.*)$/gm,
  },
  { needs: ['`', '[code]'], mask: MASKS.code, pattern: /`[^`\n]{1,400}`|\[code\]/g },
  {
    ...{ needs: ['://', 'www.', '[url]', '[image]', '[attachment]'], mask: MASKS.url },
    pattern: /\b(?:https?|ftp):\/\/[^\s<>"')\]]+|\bwww\.[^\s<>"')\]]+|\[(?:url|image|attachment)\]/gi,
  },
  { needs: ['@'], mask: MASKS.url, pattern: /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+/g },
  {
    ...{ needs: ['@', '<:', '<a:', '<#', '[user]'], mask: MASKS.user },
    pattern: /<a?:\w{1,64}:\d{5,25}>|<[@#][!&]?\d{5,25}>|(?<![\w`])@[\w.-]{2,40}|\[user\]/g,
  },
  { needs: ['<'], mask: ' ', pattern: /<\/?[a-z][^<>\n]{0,300}>/gi },
];

/**
 * Replaces code, quotes, traces, links and mentions by one mask each, filled up with spaces: the result is as long as the
 * text, so that a place in one is the same place in the other.
 */
export function maskProse(text: string): string {
  let masked = text;
  for (const { needs, pattern, mask, isBlock } of RULES) {
    if (!needs.some((part) => masked.includes(part))) continue;
    masked = masked.replace(pattern, (match) => {
      if (!isBlock || match.length < 2) return mask + ' '.repeat(match.length - 1);
      return `${mask}${' '.repeat(match.length - 2)}\n`;
    });
  }
  return masked;
}
