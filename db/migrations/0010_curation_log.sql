-- Rows of the log as the first versions wrote them, in the form that states follow from.
ALTER TABLE "decisions" DISABLE TRIGGER "decisions_append_only";
--> statement-breakpoint
WITH "pinned" AS (
  SELECT d."id", jsonb_agg(jsonb_build_object(
    'clusterId', p->'clusterId', 'decisionId', p->'decisionId', 'postIds', jsonb_build_array(p->'postId'))) AS "groups"
  FROM "decisions" d, jsonb_array_elements(d."before"->'pins') p
  WHERE d."kind" = 'move_posts' GROUP BY d."id"
), "unpinned" AS (
  SELECT d."id", jsonb_agg(i ORDER BY i) AS "ids"
  FROM "decisions" d, jsonb_array_elements(d."after"->'postIds') i
  WHERE d."kind" = 'move_posts'
    AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(d."before"->'pins') p WHERE p->'postId' = i)
  GROUP BY d."id"
)
UPDATE "decisions" d SET
  "cluster_ids" = CASE WHEN d."after"->>'toClusterId' IS NULL THEN ARRAY[d."cluster_id"]
    ELSE ARRAY[d."cluster_id", (d."after"->>'toClusterId')::bigint] END,
  "after" = jsonb_build_object('pins',
    jsonb_build_array(jsonb_build_object('clusterId', d."after"->'toClusterId', 'postIds', d."after"->'postIds')))
    || CASE WHEN d."after"->>'toClusterId' IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('apart',
      jsonb_build_array(jsonb_build_array(
        least(d."cluster_id", (d."after"->>'toClusterId')::bigint),
        greatest(d."cluster_id", (d."after"->>'toClusterId')::bigint)))) END,
  "before" = jsonb_build_object('pins', coalesce((SELECT "groups" FROM "pinned" WHERE "pinned"."id" = d."id"), '[]'::jsonb)
    || coalesce((SELECT jsonb_build_array(jsonb_build_object('clusterId', NULL, 'decisionId', NULL, 'postIds', "ids"))
      FROM "unpinned" WHERE "unpinned"."id" = d."id"), '[]'::jsonb))
WHERE d."kind" = 'move_posts';
--> statement-breakpoint
UPDATE "decisions" d SET
  "cluster_ids" = ARRAY[d."cluster_id"],
  "after" = jsonb_build_object('clusters', jsonb_build_object(d."cluster_id"::text, d."after")),
  "before" = jsonb_build_object(
    'clusters', jsonb_build_object(d."cluster_id"::text, d."before"),
    'clustersBy', jsonb_build_object(d."cluster_id"::text, (
      SELECT jsonb_object_agg(field, (
        SELECT max(e."id") FROM "decisions" e WHERE e."cluster_id" = d."cluster_id" AND e."id" < d."id"
          AND (e."kind" = 'rename') = (d."kind" = 'rename') AND e."kind" <> 'move_posts'))
      FROM jsonb_object_keys(d."after") field)))
WHERE d."kind" IN ('rename', 'dismiss', 'restore');
--> statement-breakpoint
UPDATE "clusters" c SET "decided_by" = (
  SELECT coalesce(jsonb_object_agg(field, "id"), '{}'::jsonb) FROM (
    SELECT DISTINCT ON (field) field, d."id" FROM "decisions" d, jsonb_object_keys(d."after"->'clusters'->c."id"::text) field
    WHERE d."cluster_id" = c."id" AND d."kind" IN ('rename', 'dismiss', 'restore') ORDER BY field, d."id" DESC) last);
--> statement-breakpoint
INSERT INTO "apart_clusters" ("low_id", "high_id", "decision_id")
SELECT (pair->>0)::bigint, (pair->>1)::bigint, d."id" FROM "decisions" d, jsonb_array_elements(d."after"->'apart') pair
ON CONFLICT DO NOTHING;
--> statement-breakpoint
ALTER TABLE "decisions" ENABLE TRIGGER "decisions_append_only";
