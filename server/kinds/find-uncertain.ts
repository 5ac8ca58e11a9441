import { desc, sql } from 'drizzle-orm';
import { posts, type SaidKind } from '#db/schema.ts';
import { joinText } from '#pipelines/kinds/join-text.ts';
import type { Queryable } from '#server/database/database.ts';
import { findPostsByIds } from '#server/posts/find-posts-by-ids.ts';
import type { PostSummary } from '#server/posts/post-summary.ts';
import { type ExplainedKind, explainKinds } from './explain-kinds.ts';
import { loadKindsJudge } from './load-kinds-judge.ts';
import { readPositions } from './read-positions.ts';

/** A post of which the judge cannot tell whether it is of a kind. */
export type UncertainPost = { readonly post: PostSummary; readonly kind: ExplainedKind };

/** The newest posts that are looked through: half a second's work. */
const MOST_POSTS = 3000;
/** A word on one post teaches most where words on others do not teach the same. */
const FEWEST_LETTERS = 15;

/**
 * The posts of which a word teaches most: those whose probability lies nearest to the community's threshold, least
 * certain first, each with the kind that is in doubt. Posts that a person spoke of, and those of staff and bots, are left out.
 */
export async function findUncertain(
  { db }: { db: Queryable },
  { limit = 25 }: { limit?: number } = {},
): Promise<UncertainPost[]> {
  const [{ judge, thresholds }, rows] = await Promise.all([loadKindsJudge({ db }), readPosts({ db })]);
  if (rows.length === 0) return [];
  const positions = await readPositions({ db }, { ids: rows.map(({ id }) => id) });
  const doubts = rows.map((post) => {
    const doubt = judge(joinText(post), positions.get(post.id) ?? null)
      .kinds.map(({ kind, probability }, k) => ({ kind, distance: Math.abs(probability - (thresholds[k] ?? 1)) }))
      .reduce((least, other) => (other.distance < least.distance ? other : least));
    return { id: post.id, ...doubt };
  });
  const asked = doubts.sort((a, b) => a.distance - b.distance || a.id - b.id).slice(0, limit);
  const kindOf = new Map<number, SaidKind>(asked.map(({ id, kind }) => [id, kind]));
  const found = await findPostsByIds({ db }, { postIds: asked.map(({ id }) => id) });
  const explained = await explainKinds({ db }, { posts: found });
  return found.flatMap((post) => {
    const kind = explained.get(post.id)?.find((own) => own.kind === kindOf.get(post.id));
    return kind ? [{ post, kind }] : [];
  });
}

function readPosts({ db }: { db: Queryable }) {
  return db
    .select({ id: posts.id, title: posts.title, text: posts.text })
    .from(posts)
    .where(
      sql`${posts.deletedAt} is null and length(${posts.text}) >= ${FEWEST_LETTERS}
        and not exists (select 1 from kind_corrections c where c.post_id = ${posts.id})
        and not exists (select 1 from authors a where a.id = ${posts.authorId} and (a.is_bot or a.is_staff))`,
    )
    .orderBy(sql`${posts.postedAt} desc nulls last`, desc(posts.id))
    .limit(MOST_POSTS);
}
