/** Longer posts are cut: what a post is about stands at its beginning, and a pasted log must not cost minutes. */
const MAX_LENGTH = 12_000;

/** What is not the author's own words: code, quotes, links, mentions, mail headers, stack traces. In this order. */
const NOT_PROSE: readonly (readonly [RegExp, string])[] = [
  [/```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)/g, '\n'],
  [/<(pre|code|blockquote|script|style)\b[^>]{0,200}>[\s\S]*?(?:<\/\1>|$)/gi, '\n'],
  [/^.*Traceback \(most recent call last\)[\s\S]*?(?:\n\s*\n|$(?![\s\S]))/gm, '\n'],
  [/\[(quote|code)\b[^\]\n]{0,120}\][\s\S]*?(?:\[\/\1\])/gi, '\n'],
  [/^[ \t]*(?:>|&gt;).*$/gm, '\n'],
  [/^(?: {4}|\t).*[;{}()=<>\\|].*$/gm, '\n'],
  [
    /^\s*(?:at [\w$.<>]+ ?\(.*|File ".*", line \d+.*|Traceback \(most recent.*|(?:\d{4}-\d\d-\d\d|\[\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d)[T :,.\d].*|\S+ \|.*|npm ERR!.*|[$#] .*)$/gm,
    '\n',
  ],
  [/^(?:On .{4,80} wrote:|-{2,} ?Original Message ?-{2,}|From: .*|Sent from my .*|Get Outlook for .*)$/gim, '\n'],
  [/^-- ?\n[\s\S]*$/m, '\n'],
  [/!?\[([^\]\n]{0,200})\]\([^()\s]{0,2000}(?:\s"[^"\n]*")?\)/g, ' $1 '],
  [/\b(?:https?|ftp):\/\/[^\s<>"')\]]+|\bwww\.[^\s<>"')\]]+/gi, ' '],
  [/[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+/g, ' '],
  [/<a?:\w{1,64}:\d{5,25}>|<[@#][!&]?\d{5,25}>|(?<![\w`])@[\w.-]{2,40}/g, ' '],
  // Placeholders that exports leave where a part was removed.
  [/\[(?:code|url|user|image|email|removed|deleted|attachment)\]/gi, ' '],
  [/<\/?[a-z][^<>\n]{0,300}>/gi, ' '],
  [/`([^`\n]{1,40})`/g, ' $1 '],
  [/`[^`\n]{1,400}`/g, ' '],
  [/&(?:amp|#38);/g, '&'],
  [/&(?:nbsp|#160|#x200b);/gi, ' '],
  [/&(?:quot|#34);/g, '"'],
  [/&(?:#39|apos|#x27);/gi, "'"],
  [/&[lg]t;/g, ' '],
  // Identifiers nobody says aloud: hashes, UUIDs, base64, paths.
  [/\b(?=\w*\d)[\da-f]{8,}(?:-[\da-f]{4,})*\b|\S{60,}|(?<!\w)(?:\/[\w.-]+){2,}\/?|\b[A-Z]:\\\S+/gi, ' '],
];

/** Cheap test for text that needs none of the above. */
const HAS_MARKUP =
  /[`<>&@|~$#]|:\/\/|www\.|\]|\n[ \t-]|\/|\S{60}|[\da-fA-F]{8}|wrote:|Sent from|Outlook|Traceback|ERR!|\d\d:\d\d/;

/** The author's prose. Used for features and titles only; quotes and evidence always come from the stored text. */
export function stripMarkup(text: string): string {
  let prose = text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text;
  if (!HAS_MARKUP.test(prose)) return prose;
  for (const [pattern, replacement] of NOT_PROSE) prose = prose.replace(pattern, replacement);
  return prose;
}
