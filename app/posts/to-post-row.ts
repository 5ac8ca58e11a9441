import { HEATED, tellHeat } from '#pipelines/heat/tell-heat.ts';
import { cutSnippet } from '#pipelines/search/cut-snippet.ts';
import { createHitFinder, type Span } from '#pipelines/search/find-hits.ts';
import { parseQuery } from '#pipelines/search/parse-query.ts';
import type { PostSummary } from '#server/posts/post-summary.ts';

/** The list shows two lines of a post, which may be as long as a book. */
const LINES_LENGTH = 400;

/** What a list draws of a post; `text` is the part that shows the first hit of the search. */
export type PostRowContent = Pick<
  PostSummary,
  'id' | 'title' | 'text' | 'language' | 'postedAt' | 'author' | 'source' | 'cluster'
> & { readonly titleHits: readonly Span[]; readonly textHits: readonly Span[]; readonly isHeated: boolean };

export function toPostRows(posts: readonly PostSummary[], { q }: { q: string }): PostRowContent[] {
  const findHits = createHitFinder(parseQuery(q));
  return posts.map(({ id, title, text, language, postedAt, author, source, cluster }) => {
    const snippet = cutSnippet(text, findHits(text), LINES_LENGTH);
    const titleHits = title ? findHits(title) : [];
    return {
      id,
      title,
      language,
      postedAt,
      author,
      source,
      cluster,
      titleHits,
      text: snippet.text,
      textHits: snippet.hits,
      isHeated: tellHeat(`${title ?? ''}\n${text}`).score >= HEATED,
    };
  });
}
