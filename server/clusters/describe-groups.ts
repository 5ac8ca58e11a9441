import { sql } from 'drizzle-orm';
import { type ClusterTerm, type Kind, posts } from '#db/schema.ts';
import { labelGroups } from '#pipelines/labels/label-groups.ts';
import type { Queryable } from '#server/database/database.ts';
import { selectEnginePosts } from './engine-post-row.ts';
import { takeEvenly } from './take-evenly.ts';

/** What a run would say of a group of posts. */
export type GroupDescription = {
  readonly title: string;
  readonly kind: Kind;
  readonly terms: readonly ClusterTerm[];
  readonly exemplarPostIds: readonly number[];
};

/** Posts that say what a group is about; more of them change little. */
const MAX_READ = 200;
/** Posts from anywhere that say what everybody talks about. */
const BACKGROUND = 300;

/** Titles, terms and kinds of groups of posts, by what sets them apart from each other and from other posts. */
export async function describeGroups(
  { db }: { db: Queryable },
  { groups, besides = [] }: { groups: readonly (readonly number[])[]; besides?: readonly number[] },
): Promise<GroupDescription[]> {
  const chosen = groups.map((postIds) => takeEvenly(postIds, MAX_READ));
  const grouped = new Set(groups.flat());
  const others = takeEvenly(
    besides.filter((id) => !grouped.has(id)),
    MAX_READ,
  );
  const wanted = [...new Set([...chosen.flat(), ...others])];
  const [{ numbered }, background] = [
    await selectEnginePosts(
      { db },
      { where: sql`${posts.id} = any(${sql.param(wanted)}::bigint[])`, limit: wanted.length },
    ),
    await readBackground({ db }),
  ];
  const byId = new Map(numbered.map(({ postId, post }) => [postId, post]));
  const numberOf = new Map(numbered.map(({ postId, post }) => [post.id, postId]));
  const inUse = new Set(wanted);
  const labels = labelGroups(
    chosen.map((postIds) => postIds.flatMap((id) => byId.get(id) ?? [])),
    [
      ...others.flatMap((id) => byId.get(id) ?? []),
      ...background.filter(({ postId }) => !inUse.has(postId) && !grouped.has(postId)).map(({ post }) => post),
    ],
  );
  return labels.map(({ title, kind, terms, exemplarIds }) => ({
    title,
    kind,
    terms,
    exemplarPostIds: exemplarIds.flatMap((id) => numberOf.get(id) ?? []),
  }));
}

async function readBackground({ db }: { db: Queryable }) {
  const { rows } = await db.execute<{ last_id: number }>(
    sql`select coalesce(max(id), 0)::float8 as last_id from posts`,
  );
  const lastId = rows[0]?.last_id ?? 0;
  const ids = Array.from({ length: BACKGROUND }, (_, i) => 1 + Math.floor((i * lastId) / BACKGROUND));
  const { numbered } = await selectEnginePosts(
    { db },
    { where: sql`${posts.id} = any(${sql.param([...new Set(ids)])}::bigint[])`, limit: BACKGROUND },
  );
  return numbered;
}
