export interface Outcome {
  /** What members complained about or wished for, in the report's words. */
  readonly title: string;
  readonly status: 'completed' | 'not_planned' | 'duplicate';
  readonly url: string | null;
}

/**
 * What a person may say to the members who spoke. It claims no more than the tracker does: closed is not released, and
 * what is not planned never reads as if it were done.
 */
export function draftOutcome({ title, status, url }: Outcome): string {
  const opening = `Some of you told us about “${title}”. We passed it on to the product team, with your words.`;
  const link = url === null ? '' : `\n\n${url}`;
  switch (status) {
    case 'completed':
      return `${opening} They have finished their work on it. If it still happens to you, please tell us here.${link}`;
    case 'not_planned':
      return `${opening} They have decided not to work on it for now. That may not be what you hoped for; thank you for telling us, and tell us if it keeps getting in your way.${link}`;
    case 'duplicate':
      return `${opening} They already had it on their list, and go on with it there. It is not done yet; we will tell you what becomes of it.${link}`;
  }
}

/** Says that members were heard, and promises nothing: an open issue is no decision. */
export function draftHeard({ title, url }: { readonly title: string; readonly url: string | null }): string {
  const where = url === null ? '' : ` You can follow it here: ${url}`;
  return `Thank you for telling us about “${title}”. It is with the product team now; nothing is decided yet.${where}`;
}
