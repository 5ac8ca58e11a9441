import { createHash } from 'node:crypto';

/** What a member wrote at one time: the words a quote may be cut from. */
export interface PostVersion {
  readonly title: string | null;
  readonly text: string;
  /** `hashVersion` of this title and text. */
  readonly contentHash: string;
}

/** Names a version by its words: sha256 (hex) of title, NUL, text. A missing title counts as empty. */
export function hashVersion({ title, text }: Pick<PostVersion, 'title' | 'text'>): string {
  return createHash('sha256')
    .update(`${title ?? ''}\0${text}`)
    .digest('hex');
}
