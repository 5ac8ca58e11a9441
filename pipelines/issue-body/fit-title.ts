import { type DefusedText, ZERO_WIDTH_SPACE } from './defused.ts';
import { stripHidden } from './strip-hidden.ts';

/** GitHub takes 256 characters, Jira 255 and no line break. */
export const TITLE_LIMIT = 255;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * One line of plain text for an issue's title. Titles are not Markdown, so nothing is escaped; calls are broken all the
 * same, because titles are copied into commit messages, release notes and chats.
 */
export function fitTitle(title: string): DefusedText {
  const visible = stripHidden(title);
  const line = visible.text.replace(/\s+/gu, ' ').trim() || 'Untitled report';
  const safe = line.replace(/([@#]|(?<![0-9A-Za-z_])[Gg][Hh]-(?=\d))(?=[\p{L}\p{N}_])/gu, `$1${ZERO_WIDTH_SPACE}`);
  const mentions = [...line.matchAll(/(?<![0-9A-Za-z_])@[\w-]+(?:\/[\w-]+)?/g)];
  const references = [...line.matchAll(/(?:#|(?<![0-9A-Za-z_])[Gg][Hh]-)\d+/g)];
  return {
    text: cutTitle(safe),
    defused: [
      ...visible.defused,
      ...mentions.map((match) => ({ kind: 'mention' as const, text: match[0] })),
      ...references.map((match) => ({ kind: 'reference' as const, text: match[0] })),
    ],
  };
}

/** Cut at a space where one is near the end, never inside a character. */
function cutTitle(title: string): string {
  if (title.length <= TITLE_LIMIT) return title;
  let kept = '';
  for (const { segment } of graphemes.segment(title.slice(0, TITLE_LIMIT))) {
    if (kept.length + segment.length > TITLE_LIMIT - 2) break;
    kept += segment;
  }
  const space = kept.lastIndexOf(' ');
  return `${(space > TITLE_LIMIT / 2 ? kept.slice(0, space) : kept).trimEnd()}…`;
}
