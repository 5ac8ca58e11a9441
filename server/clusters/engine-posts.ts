import { asc, eq, gt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { authors, posts, sources } from '#db/schema.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { Queryable } from '#server/database/database.ts';

/** A post on its way into the engine, with the row it stands for. */
export type NumberedPost = { readonly postId: number; readonly post: EnginePost };

const PAGE_SIZE = 1000;

/** All posts that were not deleted, in pages. Each post's own text, as it is while its page is read. */
export async function* readEnginePosts({ db }: { db: Queryable }): AsyncGenerator<readonly NumberedPost[]> {
  const person = alias(authors, 'person');
  const home = alias(sources, 'home');
  for (let after = 0; ; ) {
    // The limit stands inside: whatever the planner believes about the joins, one page of posts is read.
    const page = db.select().from(posts).where(gt(posts.id, after)).orderBy(asc(posts.id)).limit(PAGE_SIZE).as('page');
    const rows = await db
      .select({
        postId: page.id,
        externalId: page.externalId,
        sourceName: sources.name,
        text: page.text,
        title: page.title,
        thread: page.thread,
        language: page.language,
        postedAt: page.postedAt,
        authorKey: authors.externalId,
        personKey: person.externalId,
        homeName: home.name,
        deletedAt: page.deletedAt,
        isStaff: sql<boolean>`coalesce(${authors.isStaff} or ${person.isStaff}, ${authors.isStaff}, false)`,
        isBot: sql<boolean>`coalesce(${authors.isBot} or ${person.isBot}, ${authors.isBot}, false)`,
      })
      .from(page)
      .innerJoin(sources, eq(sources.id, page.sourceId))
      .leftJoin(authors, eq(authors.id, page.authorId))
      .leftJoin(person, eq(person.id, authors.sameAsId))
      .leftJoin(home, eq(home.id, person.sourceId))
      .orderBy(asc(page.id));
    const kept = rows.filter(({ deletedAt }) => deletedAt === null);
    if (kept.length > 0) yield kept.map(toNumberedPost);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_SIZE) return;
    after = last.postId;
  }
}

type Row = {
  readonly postId: number;
  readonly externalId: string;
  readonly sourceName: string;
  readonly text: string;
  readonly title: string | null;
  readonly thread: string | null;
  readonly language: string | null;
  readonly postedAt: Date | null;
  readonly authorKey: string | null;
  readonly personKey: string | null;
  readonly homeName: string | null;
  readonly isStaff: boolean;
  readonly isBot: boolean;
};

/** The engine breaks ties by id, so ids are made of what a source says, never of the order in which rows came in. */
function toNumberedPost(row: Row): NumberedPost {
  const { sourceName, authorKey, personKey, homeName } = row;
  const authorId =
    personKey === null || homeName === null ? authorKey && nameIn(sourceName, authorKey) : nameIn(homeName, personKey);
  return {
    postId: row.postId,
    post: {
      id: nameIn(sourceName, row.externalId),
      text: row.text,
      title: row.title,
      authorId,
      at: row.postedAt?.getTime() ?? null,
      thread: row.thread && nameIn(sourceName, row.thread),
      isStaff: row.isStaff,
      isBot: row.isBot,
      language: row.language,
    },
  };
}

/** A name that two sources never share. */
export function nameIn(sourceName: string, externalId: string): string {
  return `${sourceName}\0${externalId}`;
}
