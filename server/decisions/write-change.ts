import { sql } from 'drizzle-orm';
import type { Before, Change, Field } from '#pipelines/curation/change.ts';
import { idList } from '#server/clusters/membership.ts';
import type { Queryable } from '#server/database/database.ts';

type ClusterWrite = { id: string; fields: object; by: { readonly [F in Field]?: number | null } };

/** Makes the tables say what a decision decided. The only place that writes what people decide. */
export async function writeChange(
  tx: Queryable,
  { decisionId, change }: { decisionId: number; change: Change },
): Promise<void> {
  const writes = Object.entries(change.clusters ?? {}).map(([id, fields]) => ({
    id,
    fields,
    by: Object.fromEntries(Object.keys(fields).map((field) => [field, decisionId])),
  }));
  await writeClusters(tx, writes);
  for (const { clusterId, postIds } of change.pins ?? []) {
    await writePins(tx, { clusterId, postIds, decisionId });
  }
  const pairs = change.apart ?? [];
  if (pairs.length === 0) return;
  await tx.execute(sql`
    insert into apart_clusters (low_id, high_id, decision_id)
    select low_id, high_id, ${decisionId} from unnest(
      ${sql.param(pairs.map(([low]) => low))}::bigint[], ${sql.param(pairs.map(([, high]) => high))}::bigint[]
    ) as pair (low_id, high_id)
    on conflict do nothing`);
}

/** Makes the tables say what was so before a decision. */
export async function writeBefore(
  tx: Queryable,
  { decisionId, before }: { decisionId: number; before: Before },
): Promise<void> {
  const writes = Object.entries(before.clusters ?? {}).map(([id, fields]) => ({
    id,
    fields,
    by: before.clustersBy?.[id] ?? {},
  }));
  await writeClusters(tx, writes);
  for (const { clusterId, postIds, decisionId: by } of before.pins ?? []) {
    if (by === null) await tx.execute(sql`delete from pins where post_id = any(${sql.param(postIds)}::bigint[])`);
    else await writePins(tx, { clusterId, postIds, decisionId: by });
  }
  await tx.execute(sql`delete from apart_clusters where decision_id = ${decisionId}`);
}

async function writeClusters(tx: Queryable, writes: readonly ClusterWrite[]): Promise<void> {
  if (writes.length === 0) return;
  await tx.execute(sql`
    update clusters c set
      name = case when e.fields ? 'name' then e.fields->>'name' else c.name end,
      kind_override = case when e.fields ? 'kindOverride' then e.fields->>'kindOverride' else c.kind_override end,
      state = case when e.fields ? 'state' then e.fields->>'state' else c.state end,
      dismiss_reason = case when e.fields ? 'dismissReason' then e.fields->>'dismissReason' else c.dismiss_reason end,
      dismissed_post_count = case when e.fields ? 'dismissedPostCount'
        then (e.fields->>'dismissedPostCount')::int else c.dismissed_post_count end,
      owner_id = case when e.fields ? 'ownerId' then e.fields->>'ownerId' else c.owner_id end,
      snoozed_until = case when e.fields ? 'snoozedUntil'
        then (e.fields->>'snoozedUntil')::timestamptz else c.snoozed_until end,
      done_at = case when e.fields ? 'doneAt' then (e.fields->>'doneAt')::timestamptz else c.done_at end,
      is_by_hand = case when e.fields ? 'isByHand' then (e.fields->>'isByHand')::boolean else c.is_by_hand end,
      merge_target_id = case when e.fields ? 'mergeTargetId'
        then (e.fields->>'mergeTargetId')::bigint else c.merge_target_id end,
      decided_by = jsonb_strip_nulls(c.decided_by || e.by)
    from json_to_recordset(${JSON.stringify(writes)}::json) as e (id bigint, fields jsonb, by jsonb)
    where c.id = e.id`);
  const merged = writes.filter(({ fields }) => 'mergeTargetId' in fields).map(({ id }) => Number(id));
  if (merged.length > 0) await followMerges(tx, merged);
}

/** Makes the given clusters, and those that were merged into them, know the root that their posts belong to. */
async function followMerges(tx: Queryable, clusterIds: readonly number[]): Promise<void> {
  await tx.execute(sql`
    with recursive family (id) as (
      select c.id from clusters c where c.id in (${idList(clusterIds)})
      union
      select c.id from clusters c join family f on c.merge_target_id = f.id
    ),
    chain (id, root_id, next_id) as (
      select c.id, c.id, c.merge_target_id from clusters c join family f on f.id = c.id
      union
      select chain.id, c.id, c.merge_target_id from chain join clusters c on c.id = chain.next_id
    )
    update clusters c set merged_into_id = nullif(chain.root_id, c.id)
    from chain where chain.id = c.id and chain.next_id is null`);
}

async function writePins(
  tx: Queryable,
  { clusterId, postIds, decisionId }: { clusterId: number | null; postIds: readonly number[]; decisionId: number },
): Promise<void> {
  // A post may have been erased since an earlier decision spoke of it.
  await tx.execute(sql`
    insert into pins (post_id, cluster_id, decision_id)
    select p.id, ${clusterId}::bigint, ${decisionId}::bigint
    from posts p where p.id = any(${sql.param(postIds)}::bigint[])
    on conflict (post_id) do update set cluster_id = excluded.cluster_id, decision_id = excluded.decision_id`);
}
