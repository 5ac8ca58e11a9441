import type { CommentDraft } from './tracker.ts';

/** By which the comment of a push is found again: the fragment of its link. */
function commentMark(marker: string): string {
  return `#refrain-${marker.replaceAll('-', '').slice(0, 16)}`;
}

export function markLink({ link, marker }: CommentDraft): { text: string; url: string } {
  return { text: link.text, url: `${link.url}${commentMark(marker)}` };
}

export function hasCommentMark(body: string, marker: string): boolean {
  return body.includes(commentMark(marker));
}
