import type { EnginePost } from '#pipelines/post.ts';

/** The text that kinds are told from: a title that the text does not repeat is its first line. */
export function joinText({ title, text }: Pick<EnginePost, 'title' | 'text'>): string {
  return title && !text.startsWith(title) ? `${title}\n${text}` : text;
}
