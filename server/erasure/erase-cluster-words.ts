import { sql } from 'drizzle-orm';
import { ERASED_MARK } from '#pipelines/erasure/erase-text.ts';
import { readErasedWords } from '#pipelines/erasure/read-erased-words.ts';
import { idList } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';
import { findShared } from './erase-stored-texts.ts';

/** Terms that no post is left to say, exemplars that are gone, and titles that were words of an erased post. */
export async function eraseClusterWords(
  tx: Queryable,
  {
    postIds,
    texts,
    clusterIds,
  }: { postIds: readonly number[]; texts: readonly string[]; clusterIds: readonly number[] },
): Promise<void> {
  const ids = idList(postIds);
  await tx.execute(sql`
    update run_clusters set exemplar_post_ids = (
      select coalesce(jsonb_agg(x.id order by x.place), '[]') from jsonb_array_elements(exemplar_post_ids) with ordinality x(id, place)
      where x.id::bigint not in (${ids}))
    where exists (select 1 from jsonb_array_elements(exemplar_post_ids) x(id) where x.id::bigint in (${ids}))`);
  const lost = await findLostTerms(tx, { texts, clusterIds });
  if (lost.length > 0) {
    const terms = sql`${sql.param(lost)}::text[]`;
    await tx.execute(sql`
      update run_clusters set terms = (
        select coalesce(jsonb_agg(t.term order by t.place), '[]') from jsonb_array_elements(terms) with ordinality t(term, place)
        where t.term->>'term' <> all(${terms}))
      where exists (select 1 from jsonb_array_elements(terms) t(term) where t.term->>'term' = any(${terms}))`);
    await tx.execute(sql`
      update suggestions set terms = (
        select coalesce(jsonb_agg(t.term order by t.place), '[]') from jsonb_array_elements_text(terms) with ordinality t(term, place)
        where t.term <> all(${terms}))
      where terms ?| ${terms}`);
    // Lists keep what they have read of a cluster until its row is written.
    await tx.execute(sql`
      update run_clusters rc set theme_id = rc.theme_id from run_themes h
      where h.run_id = rc.run_id and h.theme_id = rc.theme_id and h.terms ?| ${terms}`);
    await tx.execute(sql`
      update run_themes set terms = (
        select coalesce(jsonb_agg(t.term order by t.place), '[]') from jsonb_array_elements_text(terms) with ordinality t(term, place)
        where t.term <> all(${terms}))
      where terms ?| ${terms}`);
  }
  await tx.execute(sql`
    update run_clusters set title = coalesce(
      (select string_agg(t.term->>'term', ', ' order by t.place)
        from jsonb_array_elements(terms) with ordinality t(term, place) where t.place <= 3), 'Untitled')
    where position(${ERASED_MARK} in title) > 0`);
}

/** Terms are words of several posts, but those may all have gone by now. */
async function findLostTerms(
  tx: Queryable,
  { texts, clusterIds }: { texts: readonly string[]; clusterIds: readonly number[] },
): Promise<string[]> {
  if (clusterIds.length === 0) return [];
  const { rows } = await tx.execute<{ term: string }>(sql`
    select distinct t.term->>'term' as term from run_clusters, jsonb_array_elements(terms) t(term)
    where cluster_id in (${idList(clusterIds)})
    union select t.term from run_themes, jsonb_array_elements_text(terms) t(term)
    union select t.term from suggestions, jsonb_array_elements_text(terms) t(term)`);
  const said = new Set(texts.flatMap((text) => readErasedWords(text).map(({ folded }) => folded)));
  const terms = rows
    .map(({ term }) => term)
    .filter((term) => readErasedWords(term).some(({ folded }) => said.has(folded)));
  const shared = await findShared(tx, terms);
  return terms.filter((term) => !shared.has(term));
}
