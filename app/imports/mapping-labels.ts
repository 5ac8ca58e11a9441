import type { TextFormat } from '#db/schema.ts';
import type { PostField } from '#server/imports/mapping.ts';

export const DELIMITERS = [
  { name: 'comma', value: ',', label: 'Comma' },
  { name: 'semicolon', value: ';', label: 'Semicolon' },
  { name: 'tab', value: '\t', label: 'Tab' },
  { name: 'pipe', value: '|', label: 'Pipe' },
] as const;

export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-15',
  'windows-1251',
  'windows-1250',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
] as const;

/** Fields of a post as people call them, those that matter most first. */
export const FIELD_LABELS: Readonly<Record<PostField, { label: string; hint: string }>> = {
  text: { label: 'Text', hint: 'What the member wrote' },
  externalId: { label: 'Id', hint: 'Tells posts apart when the file comes again' },
  title: { label: 'Title', hint: 'Of a thread or post' },
  authorId: { label: 'Author id', hint: 'People are counted by it' },
  authorName: { label: 'Author name', hint: 'Shown to your team only' },
  isStaff: { label: 'Staff', hint: 'Staff do not count as voices' },
  isBot: { label: 'Bot', hint: 'Bots do not count as voices' },
  createdAt: { label: 'Written', hint: 'When it was posted' },
  editedAt: { label: 'Edited', hint: 'When it was last changed' },
  url: { label: 'Link', hint: 'Where the post can be read' },
  thread: { label: 'Thread', hint: 'Conversation it belongs to' },
  parent: { label: 'Reply to', hint: 'Id of the post it answers' },
  channel: { label: 'Channel', hint: 'Room or board' },
  language: { label: 'Language', hint: 'Found from the text when empty' },
};

export const FORMAT_LABELS: Readonly<Record<TextFormat, string>> = {
  plain: 'Plain text',
  markdown: 'Markdown',
  html: 'HTML',
  mrkdwn: 'Slack’s mrkdwn',
};
