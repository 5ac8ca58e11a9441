import { sql } from 'drizzle-orm';
import { posts } from '#db/schema.ts';
import { isQuotable, NOT_ASKED } from '#pipelines/evidence/use-right.ts';
import { readQuote } from '#pipelines/evidence/verify-quote.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { countVoices, joinVoice, membership, voice } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import type { EditionContent } from './edition-content.ts';
import { readUseRights } from './read-use-rights.ts';
import { readVersions } from './read-versions.ts';

/** What became of a published report's matter and evidence until now. */
export type Since = {
  /** As counted now, over the same clusters. */
  readonly postCount: number;
  readonly voiceCount: number;
  /** In the clusters now and not then. */
  readonly newPostCount: number;
  /** People behind new posts who were not among the voices then. */
  readonly newVoiceCount: number;
  /** Counted then and elsewhere now, by a decision or a run. */
  readonly movedPostCount: number;
  /** Erased at their source: their words are gone from the edition, its numbers stay as they were. */
  readonly erasedPostCount: number;
  readonly erasedQuoteCount: number;
  readonly editedQuoteCount: number;
  /** Left out because the member took the permission back or declined. */
  readonly withdrawnQuoteCount: number;
};

export async function readSince({ db }: { db: Queryable }, { content }: { content: EditionContent }): Promise<Since> {
  return { ...(await countPosts(db, content)), ...(await judgeQuotes(db, content)) };
}

async function countPosts(db: Queryable, { filters: { clusterIds }, posts: then }: EditionContent) {
  const runId = await getCurrentRunId({ db });
  const ids = JSON.stringify(then.map(({ id }) => id));
  const known = sql`(select value::bigint as id from jsonb_array_elements_text(${ids}::jsonb))`;
  const erased = await db
    .select({ count: sql`count(*)`.mapWith(Number) })
    .from(posts)
    .where(sql`${posts.deletedAt} is not null and ${posts.id} in ${known}`);
  const erasedPostCount = erased[0]?.count ?? 0;
  if (runId === null) {
    const none = { postCount: 0, voiceCount: 0, newPostCount: 0, newVoiceCount: 0 };
    return { ...none, movedPostCount: then.length - erasedPostCount, erasedPostCount };
  }
  const [row] = await db
    .select({
      postCount: sql`count(*)`.mapWith(Number),
      voiceCount: sql`coalesce(${countVoices(sql`v.voice`, sql`v.author_id`)}, 0)`.mapWith(Number),
      newPostCount: sql`count(*) filter (where not v.is_known)`.mapWith(Number),
      newVoiceCount: sql`count(distinct v.voice) filter (where not v.is_known and v.voice not in (
        select ${voice} from posts p ${joinVoice(sql`p.author_id`)} where p.id in ${known} and ${voice} is not null))`.mapWith(
        Number,
      ),
      keptCount: sql`count(*) filter (where v.is_known)`.mapWith(Number),
    })
    .from(
      sql`(select m.author_id, ${voice} as voice, m.post_id in ${known} as is_known
        from (${membership(runId, { clusterIds })}) m ${joinVoice(sql`m.author_id`)}) v`,
    );
  if (!row) throw new Error('count returned no row');
  const { keptCount, ...counts } = row;
  return { ...counts, movedPostCount: then.length - erasedPostCount - keptCount, erasedPostCount };
}

async function judgeQuotes(db: Queryable, { quotes, audience }: EditionContent) {
  const postIds = quotes.map(({ postId }) => postId);
  const versions = await readVersions({ db }, { postIds });
  const rights = await readUseRights({ db }, { postIds });
  const standings = quotes.map((quote) => readQuote(versions.get(quote.postId) ?? [], quote).standing);
  return {
    erasedQuoteCount: standings.filter((standing) => standing === 'erased').length,
    editedQuoteCount: standings.filter((standing) => standing === 'edited-since').length,
    withdrawnQuoteCount: quotes.filter(({ postId }) => !isQuotable(rights.get(postId) ?? NOT_ASKED, audience)).length,
  };
}
