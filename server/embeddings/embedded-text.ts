import { joinText } from '#pipelines/kinds/join-text.ts';
import type { EnginePost } from '#pipelines/post.ts';

/** Posts that one request asks for. */
export const BATCH = 32;
/** What a post is about stands at its beginning, and models read no more than a few thousand words. */
const MAX_TEXT = 6000;

/** The text of a post as it is sent; null for one that says nothing. */
export function embeddedText(post: Pick<EnginePost, 'title' | 'text'>): string | null {
  const text = joinText(post)
    .slice(0, MAX_TEXT)
    .replace(/\p{Surrogate}|\0/gu, ' ')
    .trim();
  return text === '' ? null : text;
}
