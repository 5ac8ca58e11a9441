import { cutSnippet } from '#pipelines/search/cut-snippet.ts';
import { joinSpans } from '#pipelines/search/find-hits.ts';
import type { PostExplanation } from '#server/explanations/explain-post.ts';

const SNIPPET_LENGTH = 240;

/** What a page shows of an explanation: where the shared words stand, and of other posts the part where they do. */
export function toWhy({ postId, cluster, score, fit, decision, nearest, also, text, ...explanation }: PostExplanation) {
  const { ownFit, next, margin, comparedCount } = explanation;
  return {
    ...{ postId, cluster, score, fit, decision, ownFit, next, margin, comparedCount },
    /** Where in the post itself words of the nearest ones stand. */
    hits: joinSpans(nearest.flatMap(({ shared }) => shared.flatMap(({ spans }) => spans))),
    also: also.map(({ cluster, start, end }) => ({ cluster, quote: text.slice(start, end) })),
    nearest: nearest.map(({ post, similarity, shared }) => {
      const { id, author, source, postedAt, language } = post;
      const snippet = cutSnippet(post.text, joinSpans(shared.flatMap(({ otherSpans }) => otherSpans)), SNIPPET_LENGTH);
      return { id, author, source, postedAt, language, similarity, ...snippet, terms: shared.map(({ term }) => term) };
    }),
  };
}
export type Why = ReturnType<typeof toWhy>;
