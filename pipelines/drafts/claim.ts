/** One statement of a draft and exactly the posts it rests on. In the text it is cited as `[^key]`. */
export interface Claim {
  readonly key: number;
  /** What the posts have in common, as the head of their list: "Posts that name version 8.0". */
  readonly label: string;
  readonly postIds: readonly number[];
}

export interface Draft {
  /** Markdown with citations. */
  readonly summary: string;
  readonly claims: readonly Claim[];
}

const CITATION = /\[\^(\d{1,6})\]/g;

/** Keys of the claims that a text cites. */
export function findCitations(markdown: string): Set<number> {
  return new Set([...markdown.matchAll(CITATION)].map((match) => Number(match[1])));
}

/** Turns citations into links to the lists of their posts; those of no claim are left out. */
export function linkCitations(
  markdown: string,
  claims: readonly Pick<Claim, 'key'>[],
  urlOf: (key: number) => string,
): string {
  const keys = new Set(claims.map(({ key }) => key));
  return markdown.replace(CITATION, (_, digits: string) => {
    const key = Number(digits);
    return keys.has(key) ? ` [\\[${key}\\]](${urlOf(key)})` : '';
  });
}
