import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import {
  authors,
  kindCorrections,
  posts,
  postVectors,
  postVersions,
  pushes,
  quotes,
  retractions,
  runPassages,
  runs,
  runTellings,
  runUses,
  useMarks,
} from '#db/schema.ts';
import { type ErasedMatter, gatherErased, hashErased } from '#pipelines/erasure/erased-matter.ts';
import { hashVersion } from '#pipelines/evidence/hash-version.ts';
import { getCurrentRunId } from '#server/clusters/current-run.ts';
import { idList } from '#server/clusters/membership.ts';
import { recountClusters } from '#server/clusters/recount-clusters.ts';
import type { Queryable } from '#server/database/database.ts';
import { eraseClusterWords } from './erase-cluster-words.ts';
import { eraseStoredTexts } from './erase-stored-texts.ts';
import { readShortPhrases } from './read-short-phrases.ts';

export type Erasure = {
  /** Posts erased by this; those that had been erased before are not counted again. */
  readonly erasedCount: number;
  /** Authors whose name went because nothing of theirs is left. */
  readonly authorCount: number;
  /** Reports whose title, text or draft held words of these posts. */
  readonly reportCount: number;
  /** Issues out of which the words are being taken. */
  readonly issueCount: number;
};

/** What one transaction reached; of several, the same report counts once. */
export type Erased = Pick<Erasure, 'erasedCount' | 'authorCount'> & {
  readonly reportIds: readonly number[];
  readonly pushIds: readonly number[];
};

const NOTHING_ERASED: Erased = { erasedCount: 0, authorCount: 0, reportIds: [], pushIds: [] };

export function countErased(parts: readonly Erased[]): Erasure {
  return {
    erasedCount: parts.reduce((sum, { erasedCount }) => sum + erasedCount, 0),
    authorCount: parts.reduce((sum, { authorCount }) => sum + authorCount, 0),
    reportCount: new Set(parts.flatMap(({ reportIds }) => reportIds)).size,
    issueCount: new Set(parts.flatMap(({ pushIds }) => pushIds)).size,
  };
}

/**
 * Erases posts for good, in the caller's transaction: their words, titles, links, raw records, earlier texts and authors,
 * and every place where their words were taken over (see `STORED_TEXTS`). The rows stay as tombstones, so that no import
 * brings a post back. Pushed issues are mended afterwards by the worker. Erasing again changes nothing.
 */
export async function erasePosts(tx: Queryable, { postIds }: { postIds: readonly number[] }): Promise<Erased> {
  if (postIds.length === 0) return NOTHING_ERASED;
  await restartClustering(tx);
  const found = await tx
    .select({
      id: posts.id,
      authorId: posts.authorId,
      title: posts.title,
      text: posts.text,
      url: posts.url,
    })
    .from(posts)
    .where(and(inArray(posts.id, [...postIds]), isNull(posts.deletedAt)))
    .orderBy(posts.id)
    .for('update');
  if (found.length === 0) return NOTHING_ERASED;
  const ids = found.map(({ id }) => id);
  const versions = await tx
    .select({ title: postVersions.title, text: postVersions.text })
    .from(postVersions)
    .where(inArray(postVersions.postId, ids));
  const texts = [...found, ...versions].flatMap(({ title, text }) => (title === null ? [text] : [title, text]));
  const permalinks = await tx.select({ url: quotes.permalink }).from(quotes).where(inArray(quotes.postId, ids));
  const urls = [...found, ...permalinks].flatMap(({ url }) => (url === null ? [] : [url]));
  const phrases = await readShortPhrases(tx, { postIds: ids, texts });
  const clusterIds = await findClusterIds(tx, ids);

  await emptyPosts(tx, ids);
  const names = await eraseAuthors(
    tx,
    found.flatMap(({ authorId }) => (authorId === null ? [] : [authorId])),
  );
  const outcome = await eraseStoredTexts(tx, gatherErased({ texts, phrases, names: names.flat(), urls }));
  await eraseClusterWords(tx, { postIds: ids, texts, clusterIds });
  const pushIds = await queueRetractions(tx, {
    postIds: ids,
    pushIds: outcome.pushIds,
    matter: outcome.matter,
  });
  await recount(tx, clusterIds);
  return { erasedCount: ids.length, authorCount: names.length, reportIds: outcome.reportIds, pushIds };
}

async function findClusterIds(tx: Queryable, ids: readonly number[]): Promise<number[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select cluster_id as id from run_posts where post_id in (${idList(ids)}) and cluster_id is not null
    union select cluster_id from pins where post_id in (${idList(ids)}) and cluster_id is not null`);
  return rows.map(({ id }) => Number(id));
}

async function emptyPosts(tx: Queryable, ids: readonly number[]): Promise<void> {
  const own = [...ids];
  await tx
    .update(posts)
    .set({
      deletedAt: sql`now()`,
      updatedAt: sql`now()`,
      authorId: null,
      title: null,
      text: '',
      url: null,
      raw: null,
      language: null,
      declaredLanguage: null,
      signs: [],
      contentHash: hashVersion({ title: null, text: '' }),
      recordHash: '',
    })
    .where(inArray(posts.id, own));
  await tx.delete(postVersions).where(inArray(postVersions.postId, own));
  await tx.delete(runPassages).where(inArray(runPassages.postId, own));
  await tx.delete(postVectors).where(inArray(postVectors.postId, own));
  await tx.delete(runUses).where(inArray(runUses.postId, own));
  await tx.delete(kindCorrections).where(inArray(kindCorrections.postId, own));
  const marks = await tx.delete(useMarks).where(inArray(useMarks.postId, own)).returning();
  const useIds = marks.flatMap(({ intendedUseId }) => (intendedUseId === null ? [] : [intendedUseId]));
  if (useIds.length > 0) await tx.execute(sql`delete from intended_uses where id in (${idList(useIds)})`);
  await tx.update(quotes).set({ permalink: null }).where(inArray(quotes.postId, own));
}

/** Whoever has no post left loses the name; gives each one's spellings, as far as nobody else goes by them. */
async function eraseAuthors(tx: Queryable, authorIds: readonly number[]): Promise<string[][]> {
  if (authorIds.length === 0) return [];
  const gone = await tx
    .select({ id: authors.id, name: authors.name, externalId: authors.externalId })
    .from(authors)
    .where(
      sql`${authors.id} in (${idList([...new Set(authorIds)])})
        and not exists (select 1 from ${posts} p where p.author_id = ${authors.id} and p.deleted_at is null)`,
    );
  if (gone.length === 0) return [];
  await tx
    .update(authors)
    .set({ name: null, externalId: sql`'erased:' || ${authors.id}` })
    .where(
      inArray(
        authors.id,
        gone.map(({ id }) => id),
      ),
    );
  const spellings = gone.map(({ name, externalId }) => [name, externalId].flatMap((text) => (text ? [text] : [])));
  const { rows } = await tx.execute<{ name: string }>(sql`
    select name from authors where name = any(${sql.param(spellings.flat())}::text[])`);
  const others = new Set(rows.map(({ name }) => name));
  return spellings.map((list) => list.filter((name) => !others.has(name)));
}

/** Also for issues whose quotes were of these posts, whatever a person has made of them in the tracker since. */
async function queueRetractions(
  tx: Queryable,
  { postIds, pushIds, matter }: { postIds: readonly number[]; pushIds: readonly number[]; matter: ErasedMatter },
): Promise<number[]> {
  const quoted = tx
    .select({ id: quotes.reportId })
    .from(quotes)
    .where(inArray(quotes.postId, [...postIds]));
  const concerned = await tx
    .select({ id: pushes.id })
    .from(pushes)
    .where(
      sql`${pushes.status} not in ('failed', 'cancelled') and not ${pushes.isLinked} and ${pushes.issueStatus} is distinct from 'lost'
        and (${pushes.id} in (${idList(pushIds.length > 0 ? pushIds : [0])}) or ${inArray(pushes.reportId, quoted)})`,
    );
  if (concerned.length === 0 || matter.keys.size === 0) return [];
  const fingerprints = hashErased(matter);
  await tx.insert(retractions).values(concerned.map(({ id }) => ({ pushId: id, fingerprints })));
  return concerned.map(({ id }) => id);
}

async function recount(tx: Queryable, clusterIds: readonly number[]): Promise<void> {
  if (clusterIds.length === 0) return;
  const runId = await getCurrentRunId({ db: tx });
  if (runId !== null) await recountClusters(tx, { runId, clusterIds });
  await tx.execute(sql`update clusters set updated_at = clock_timestamp() where id in (${idList(clusterIds)})`);
}

/** A run that has read the posts already would write their words down once more: it begins anew by itself. */
async function restartClustering(tx: Queryable): Promise<void> {
  await tx.delete(runTellings);
  await tx
    .update(runs)
    .set({ status: 'queued', leaseToken: null, notBeforeAt: null, checkpoint: {} })
    .where(
      and(
        eq(runs.kind, 'cluster'),
        eq(runs.status, 'running'),
        sql`${runs.checkpoint}->>'phase' is distinct from 'published'`,
      ),
    );
}
