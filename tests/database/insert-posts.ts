import { readFileSync } from 'node:fs';
import path from 'node:path';
import { and, eq } from 'drizzle-orm';
import { authors, posts, sources } from '#db/schema.ts';
import { hashVersion } from '#pipelines/evidence/hash-version.ts';
import { joinText } from '#pipelines/kinds/join-text.ts';
import { tellSigns } from '#pipelines/mentions/tell-signs.ts';
import { projectRoot } from '#server/config/project-root.ts';
import type { Queryable } from '#server/database/database.ts';
import type { SamplePost } from '#server/sample/about.ts';

export type TestPost = {
  readonly id: string;
  readonly source: string;
  readonly text: string;
  readonly title?: string | null;
  readonly author?: string | null;
  readonly isStaff?: boolean;
  readonly isBot?: boolean;
  readonly thread?: string | null;
  readonly channel?: string | null;
  readonly postedAt?: Date | null;
  readonly url?: string | null;
};

/** Posts that read like a community's: the sample that ships with the product. */
export function samplePosts(): TestPost[] {
  const lines = readFileSync(path.join(projectRoot(), 'server/sample/community.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const post = JSON.parse(line) as SamplePost;
    return {
      id: post.id,
      source: post.source,
      text: post.text,
      title: post.title,
      author: post.author_id,
      isStaff: post.is_staff,
      isBot: post.is_bot,
      thread: post.thread,
      channel: post.channel,
      postedAt: new Date(post.created_at),
      url: post.url,
    };
  });
}

/** Writes posts straight into the tables. @returns the rows' ids in the order given. */
export async function insertPosts(db: Queryable, input: readonly TestPost[]): Promise<number[]> {
  const sourceIds = new Map<string, number>();
  const authorIds = new Map<string, number>();
  for (const name of new Set(input.map(({ source }) => source))) {
    await db.insert(sources).values({ name, kind: 'upload', platform: name }).onConflictDoNothing();
    const [row] = await db.select({ id: sources.id }).from(sources).where(eq(sources.name, name));
    if (row) sourceIds.set(name, row.id);
  }
  for (const post of input) {
    if (!post.author || authorIds.has(`${post.source}/${post.author}`)) continue;
    const sourceId = sourceIds.get(post.source) ?? 0;
    const { isStaff = false, isBot = false } = post;
    await db
      .insert(authors)
      .values({ sourceId, externalId: post.author, name: post.author, isStaff, isBot })
      .onConflictDoNothing();
    const [row] = await db
      .select({ id: authors.id })
      .from(authors)
      .where(and(eq(authors.sourceId, sourceId), eq(authors.externalId, post.author)));
    if (row) authorIds.set(`${post.source}/${post.author}`, row.id);
  }
  const rows = input.map((post) => {
    const contentHash = hashVersion({ title: post.title ?? null, text: post.text });
    return {
      sourceId: sourceIds.get(post.source) ?? 0,
      externalId: post.id,
      authorId: post.author ? (authorIds.get(`${post.source}/${post.author}`) ?? null) : null,
      title: post.title ?? null,
      text: post.text,
      thread: post.thread ?? null,
      channel: post.channel ?? null,
      postedAt: post.postedAt ?? null,
      url: post.url ?? null,
      contentHash,
      recordHash: contentHash,
      signs: tellSigns(joinText({ title: post.title ?? null, text: post.text })),
    };
  });
  const ids: number[] = [];
  for (let i = 0; i < rows.length; i += 500) {
    const added = await db
      .insert(posts)
      .values(rows.slice(i, i + 500))
      .returning({ id: posts.id });
    ids.push(...added.map(({ id }) => id));
  }
  return ids;
}
