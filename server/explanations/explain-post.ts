import { sql } from 'drizzle-orm';
import type { DecisionKind } from '#db/schema.ts';
import { findLikeness, type SharedTerm } from '#pipelines/explanation/find-likeness.ts';
import { measureFit } from '#pipelines/explanation/measure-fit.ts';
import { type ReadablePost, readMatter } from '#pipelines/explanation/read-matter.ts';
import { type WeighedPost, weighPosts } from '#pipelines/explanation/weigh-posts.ts';
import { roundTo } from '#pipelines/numerics/round.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { idList, membership } from '#server/clusters/membership.ts';
import { takeEvenly } from '#server/clusters/take-evenly.ts';
import type { Queryable } from '#server/database/database.ts';
import { describeDecision } from '#server/decisions/describe-decision.ts';
import { getDecision } from '#server/decisions/get-decision.ts';
import { AppError } from '#server/errors.ts';
import { type AlsoCluster, findAlsoClusters } from '#server/passages/find-also-clusters.ts';
import { findPostsByIds } from '#server/posts/find-posts-by-ids.ts';
import type { PostSummary } from '#server/posts/post-summary.ts';
import { findRivals, type Rival } from './find-rivals.ts';

export type NearPost = {
  readonly post: PostSummary;
  /** 0 to 1. */
  readonly similarity: number;
  /** Words that stand in both texts, where they stand. */
  readonly shared: readonly SharedTerm[];
};
export type PostExplanation = {
  readonly postId: number;
  readonly text: string;
  readonly cluster: { readonly id: number; readonly title: string } | null;
  /** How well the run found it to fit, 0 to 1; null when a person or no run placed it. */
  readonly score: number | null;
  readonly fit: 'strong' | 'fair' | 'loose' | 'kept' | null;
  /** The decision that placed it, where a person did. */
  readonly decision: {
    readonly id: number;
    readonly kind: DecisionKind;
    readonly actorName: string;
    readonly summary: string;
    readonly createdAt: Date;
  } | null;
  /** How like its cluster's other posts its counted words are, 0 to 1: unlike the score, without meanings. */
  readonly ownFit: number | null;
  /** The cluster that it would fit next, or first where it is in none; null where no other shares a telling word with it. */
  readonly next: NextCluster | null;
  /** How far its own cluster is ahead of the next, -1 to 1; null without either. */
  readonly margin: number | null;
  /** The nearest posts of its cluster, at most three; without one, of the clusters that it is nearest to. */
  readonly nearest: readonly NearPost[];
  /** Other clusters that passages of it are about. */
  readonly also: readonly AlsoCluster[];
  /** Posts among which the nearest were looked for: of a large cluster an even part. */
  readonly comparedCount: number;
};
export type NextCluster = {
  readonly cluster: { readonly id: number; readonly title: string };
  /** As `ownFit`. */
  readonly fit: number;
  /** What nine in ten of the cluster's own posts reach. */
  readonly usualFit: number;
  /** Terms of the cluster that the post does not say, strongest first. */
  readonly missingTerms: readonly string[];
};

const STRONG = 0.6;
const FAIR = 0.35;
const NEAREST = 3;
/** Enough to find three that are near; reading and comparing them takes some ten milliseconds. */
const MAX_COMPARED = 200;
const MISSING_TERMS = 5;

/** Why a post is where it is. @throws AppError `not_found`. */
export async function explainPost({ db }: { db: Queryable }, { postId }: { postId: number }): Promise<PostExplanation> {
  const runId = await getCurrentRunId({ db });
  const [post] = await findPostsByIds({ db }, { postIds: [postId] });
  if (!post) throw new AppError('not_found', `There is no post ${postId}.`);
  const [matter] = readMatter([toReadable(post)]);
  const stems = new Set(matter?.counts.keys());
  const rivals = runId === null ? [] : await findRivals({ db }, { runId, stems, language: post.language, post });
  const ownIds = await findCandidates(db, { runId, post });
  const read = await readTexts(db, [...new Set([postId, ...ownIds, ...rivals.flatMap(({ postIds }) => postIds)])]);
  const weighed = new Map(weighPosts(readMatter(read)).map((one) => [one.post.id, one]));
  const among = (ids: readonly number[]) => ids.flatMap((id) => weighed.get(id) ?? []);
  const own = weighed.get(postId);
  const next = own ? chooseNext(own, rivals, among) : null;
  const ownFit = own && post.cluster ? measureFit(own, among(ownIds)).fit : null;
  const others = among(post.cluster ? ownIds : rivals.flatMap(({ postIds }) => postIds));
  const likeness = own ? findLikeness(own, others, NEAREST) : [];
  const near = await findPostsByIds({ db }, { postIds: likeness.map(({ id }) => id) });
  const byId = new Map(near.map((one) => [one.id, one]));
  return {
    postId,
    text: post.text,
    cluster: post.cluster,
    score: post.score,
    fit: post.cluster === null || post.score === null ? null : nameFit(post.score),
    decision: post.isPinned ? await findPinDecision(db, postId) : null,
    ...{ ownFit, next },
    margin: ownFit === null || next === null ? null : roundTo(ownFit - next.fit, 4),
    nearest: likeness.flatMap(({ id, similarity, shared }) => {
      const found = byId.get(id);
      return found ? [{ post: found, similarity, shared }] : [];
    }),
    also: await findAlsoClusters({ db }, { postId }),
    comparedCount: others.length,
  };
}

/** `kept`: the run would have it elsewhere, but people have decided about its cluster. */
function nameFit(score: number): NonNullable<PostExplanation['fit']> {
  if (score === 0) return 'kept';
  if (score >= STRONG) return 'strong';
  return score >= FAIR ? 'fair' : 'loose';
}

async function findCandidates(
  db: Queryable,
  { runId, post }: { runId: number | null; post: PostSummary },
): Promise<number[]> {
  if (runId === null || post.cluster === null) return [];
  const { rows } = await db.execute<{ post_id: string }>(sql`
    select m.post_id from (${membership(runId, { clusterIds: [post.cluster.id] })}) m
    where m.post_id <> ${post.id} order by m.score desc nulls last, m.post_id limit 20000`);
  const ids = rows.map((row) => Number(row.post_id));
  // The best fitting ones are what the cluster is about; the others are looked at evenly.
  const central = ids.slice(0, MAX_COMPARED / 2);
  return [...central, ...takeEvenly(ids.slice(central.length), MAX_COMPARED / 2)];
}

function chooseNext(
  own: WeighedPost,
  rivals: readonly Rival[],
  among: (ids: readonly number[]) => WeighedPost[],
): NextCluster | null {
  let best: NextCluster | null = null;
  for (const { cluster, postIds, missingTerms } of rivals) {
    const { fit, usualFit } = measureFit(own, among(postIds));
    if (fit > (best?.fit ?? 0)) best = { cluster, fit, usualFit, missingTerms: missingTerms.slice(0, MISSING_TERMS) };
  }
  return best;
}

function toReadable({ id, text, title, language }: PostSummary): ReadablePost {
  return { id, text, title, language };
}

async function readTexts(db: Queryable, postIds: readonly number[]): Promise<ReadablePost[]> {
  const { rows } = await db.execute<{ id: string; text: string; title: string | null; language: string | null }>(sql`
    select p.id, left(p.text, 20000) as text, p.title, p.language from posts p
    where p.id in (${idList(postIds)}) and p.deleted_at is null order by p.id`);
  return rows.map(({ id, ...post }) => ({ id: Number(id), ...post }));
}

async function findPinDecision(db: Queryable, postId: number): Promise<PostExplanation['decision']> {
  const { rows } = await db.execute<{ decision_id: string; cluster_id: string | null }>(sql`
    select n.decision_id, n.cluster_id from pins n where n.post_id = ${postId}`);
  const [pin] = rows;
  if (!pin) return null;
  const decision = await getDecision({ db }, { decisionId: Number(pin.decision_id) });
  const about = pin.cluster_id === null ? {} : { clusterId: Number(pin.cluster_id) };
  const { id, kind, actorName, createdAt } = decision;
  return { id, kind, actorName, createdAt, summary: describeDecision(decision, about) };
}
