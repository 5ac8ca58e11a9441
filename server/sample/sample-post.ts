import type { ImportItem } from '#server/imports/import-item.ts';
import type { SamplePlatform, SamplePost } from './about.ts';

/** A line of the sample as a post of its source. The file is ours, so its lines are taken at their word. */
export function readSamplePost(line: string): { platform: SamplePlatform; item: ImportItem } {
  const post = JSON.parse(line) as SamplePost;
  return {
    platform: post.source,
    item: {
      externalId: post.id,
      thread: post.thread,
      parent: post.parent,
      channel: post.channel,
      authorExternalId: post.author_id,
      authorName: post.author,
      isStaff: post.is_staff,
      isBot: post.is_bot,
      postedAt: new Date(post.created_at),
      editedAt: post.edited_at === null ? null : new Date(post.edited_at),
      url: post.url,
      title: post.title,
      text: post.text,
      format: 'plain',
      language: post.language,
      raw: { ...post },
    },
  };
}
