import { sql } from 'drizzle-orm';
import { type Kind, posts } from '#db/schema.ts';
import type { DraftFacts, DraftPost } from '#pipelines/drafts/draft-facts.ts';
import { findPlatforms } from '#pipelines/mentions/find-platforms.ts';
import { findSeverity } from '#pipelines/mentions/find-severity.ts';
import { findStoryWords } from '#pipelines/mentions/find-story-words.ts';
import { findVersions } from '#pipelines/mentions/find-versions.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { joinVoice, membership, voice } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { readDisagreement } from './read-disagreement.ts';
import type { ReportFacts } from './read-report-facts.ts';

/** Of larger matters the draft tells the newest; the report's own numbers count all. */
const MAX_POSTS = 5000;

/** Reads what a draft is made from: every post of the report's clusters, and what its words say. */
export async function readDraftFacts(
  { db }: { db: Queryable },
  { clusters, growth }: Pick<ReportFacts, 'clusters' | 'growth'>,
): Promise<DraftFacts> {
  const runId = await getCurrentRunId({ db });
  const clusterIds = clusters.map(({ id }) => id);
  const rows = runId === null || clusterIds.length === 0 ? [] : await readPosts({ db }, { runId, clusterIds });
  const hasAnswers = rows.some(({ isAnswered }) => isAnswered === true);
  return {
    clusters: clusters.map(({ id, title, kind }) => ({ id, title, kind })),
    posts: rows.map(({ title, text, ...row }) => ({
      ...row,
      // Where a source brings no answers along, that there are none says nothing.
      isAnswered: hasAnswers ? row.isAnswered : null,
      ...readWords(title === null ? text : `${title}\n${text}`),
    })),
    growth,
    disagreement:
      runId === null || rows.length === 0
        ? { readPostIds: [], posts: [] }
        : await readDisagreement({ db }, { runId, clusterIds }),
  };
}

function readWords(text: string): Pick<DraftPost, 'versions' | 'platforms' | 'severities' | 'storyWords'> {
  const namesOf = <Name extends string>(mentions: readonly { readonly name: Name }[]) => [
    ...new Set(mentions.map(({ name }) => name)),
  ];
  return {
    versions: namesOf(findVersions(text)),
    platforms: namesOf(findPlatforms(text)),
    severities: namesOf(findSeverity(text)),
    storyWords: namesOf(findStoryWords(text)),
  };
}

async function readPosts(
  { db }: { db: Queryable },
  { runId, clusterIds }: { runId: number; clusterIds: readonly number[] },
) {
  const others = sql`from posts o where o.source_id = p.source_id and o.thread = p.thread and o.deleted_at is null
    and o.id <> p.id`;
  const rows = await db
    .select({
      id: sql`p.id`.mapWith(Number),
      clusterId: sql`m.cluster_id`.mapWith(Number),
      kind: sql<Kind>`coalesce(rp.kind, 'other')`,
      voiceId: sql`${voice}`.mapWith((id) => (id === null ? null : Number(id))),
      isNamed: sql<boolean>`p.author_id is not null`,
      place: sql<string>`coalesce(s.platform, s.name)`,
      at: sql<Date | null>`p.posted_at`.mapWith(posts.postedAt),
      title: sql<string | null>`p.title`,
      text: sql<string>`p.text`,
      isAnswered: sql<boolean | null>`case
        when p.thread is null or p.parent_external_id is not null then null
        when exists (select 1 ${others} and (o.posted_at, o.id) < (p.posted_at, p.id)) then null
        else exists (select 1 ${others} and o.author_id is distinct from p.author_id) end`,
    })
    .from(
      sql`(${membership(runId, { clusterIds })}) m
      join posts p on p.id = m.post_id
      join sources s on s.id = p.source_id
      left join run_posts rp on rp.run_id = ${runId} and rp.post_id = p.id
      ${joinVoice(sql`m.author_id`)}`,
    )
    .orderBy(sql`p.posted_at desc nulls last, p.id desc`)
    .limit(MAX_POSTS);
  return rows.reverse();
}
