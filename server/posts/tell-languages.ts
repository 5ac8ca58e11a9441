import { READ_POSTS } from '#pipelines/text/tokenise-posts.ts';
import type { DetectLanguage } from '#server/imports/detect-language.ts';
import type { ImportItem } from '#server/imports/import-item.ts';

/**
 * The language of each post, for lists and filters: as its source declared it, as the engine tells it from the prose, or,
 * where the engine cannot tell, as the model of many more languages does. Null where nobody can.
 */
export function tellLanguages(
  posts: readonly Pick<ImportItem, 'title' | 'text' | 'language'>[],
  { detectLanguage }: { detectLanguage: DetectLanguage },
): (string | null)[] {
  const { detected } = READ_POSTS.prepare({ lines: null }, 0)(posts);
  return posts.map(({ text }, i) => detected[i] ?? detectLanguage(text));
}
