import { gt } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import type { Queryable } from '#server/database/database.ts';
import { type NumberedPost, selectEnginePosts } from './engine-post-row.ts';

const PAGE_SIZE = 1000;

/** All posts that were not deleted, in pages. Each post's own text, as it is while its page is read. */
export async function* readEnginePosts({ db }: { db: Queryable }): AsyncGenerator<readonly NumberedPost[]> {
  for (let after = 0; ; ) {
    const { numbered, lastId, rowCount } = await selectEnginePosts(
      { db },
      { where: gt(posts.id, after), limit: PAGE_SIZE },
    );
    if (numbered.length > 0) yield numbered;
    if (lastId === null || rowCount < PAGE_SIZE) return;
    after = lastId;
  }
}
