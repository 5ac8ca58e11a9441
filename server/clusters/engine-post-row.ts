import { asc, eq, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { authors, posts, sources } from '#db/schema.ts';
import type { EnginePost } from '#pipelines/post.ts';
import type { Queryable } from '#server/database/database.ts';

/** A post on its way into the engine, with the row it stands for. */
export type NumberedPost = {
  readonly postId: number;
  /** Of its words: one more with every edit. */
  readonly version: number;
  readonly post: EnginePost;
};

const READ = {
  id: posts.id,
  version: posts.version,
  sourceId: posts.sourceId,
  externalId: posts.externalId,
  authorId: posts.authorId,
  text: posts.text,
  title: posts.title,
  thread: posts.thread,
  language: posts.declaredLanguage,
  postedAt: posts.postedAt,
  deletedAt: posts.deletedAt,
};

/** The posts that a condition names, at most `limit`, in the order of their ids, as the engine reads them. */
export async function selectEnginePosts(
  { db }: { db: Queryable },
  { where, limit }: { where: SQL; limit: number },
): Promise<{ readonly numbered: readonly NumberedPost[]; readonly lastId: number | null; readonly rowCount: number }> {
  const person = alias(authors, 'person');
  const home = alias(sources, 'home');
  // The limit stands inside: whatever the planner believes about the joins, one page of posts is read.
  const page = db.select(READ).from(posts).where(where).orderBy(asc(posts.id)).limit(limit).as('page');
  const rows = await db
    .select({
      postId: page.id,
      version: page.version,
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
  return {
    numbered: rows.filter(({ deletedAt }) => deletedAt === null).map(toNumberedPost),
    lastId: rows.at(-1)?.postId ?? null,
    rowCount: rows.length,
  };
}

type Row = {
  readonly postId: number;
  readonly version: number;
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
    version: row.version,
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
