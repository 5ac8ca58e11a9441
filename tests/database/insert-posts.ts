import { readFileSync } from 'node:fs';
import path from 'node:path';
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
  const sourceIds = await insertSources(db, input);
  const authorIds = await insertAuthors(db, input, sourceIds);
  const rows = input.map((post) => {
    const contentHash = hashVersion({ title: post.title ?? null, text: post.text });
    return {
      sourceId: sourceIds.get(post.source) ?? 0,
      externalId: post.id,
      authorId: (post.author && authorIds.get(`${sourceIds.get(post.source)}/${post.author}`)) || null,
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

async function insertSources(db: Queryable, input: readonly TestPost[]): Promise<Map<string, number>> {
  const names = [...new Set(input.map(({ source }) => source))];
  if (names.length === 0) return new Map();
  await db
    .insert(sources)
    .values(names.map((name) => ({ name, kind: 'upload' as const, platform: name })))
    .onConflictDoNothing();
  const rows = await db.select({ id: sources.id, name: sources.name }).from(sources);
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** @returns ids by `<source's id>/<author>`. */
async function insertAuthors(
  db: Queryable,
  input: readonly TestPost[],
  sourceIds: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const values = new Map<string, typeof authors.$inferInsert>();
  for (const { source, author, isStaff = false, isBot = false } of input) {
    const sourceId = sourceIds.get(source) ?? 0;
    const key = `${sourceId}/${author}`;
    // Of an author's posts the first says who that is.
    if (author && !values.has(key)) values.set(key, { sourceId, externalId: author, name: author, isStaff, isBot });
  }
  const all = [...values.values()];
  for (let i = 0; i < all.length; i += 500) {
    await db
      .insert(authors)
      .values(all.slice(i, i + 500))
      .onConflictDoNothing();
  }
  const rows = await db
    .select({ id: authors.id, sourceId: authors.sourceId, externalId: authors.externalId })
    .from(authors);
  return new Map(rows.map(({ id, sourceId, externalId }) => [`${sourceId}/${externalId}`, id]));
}
