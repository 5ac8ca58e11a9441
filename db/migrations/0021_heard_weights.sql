ALTER TABLE "run_clusters" ADD COLUMN "heard_weight" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "run_clusters" ADD COLUMN "undated_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "run_clusters" ADD COLUMN "is_anonymous" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- Until they are counted again, all voices of a cluster are as of its last post.
UPDATE "run_clusters" SET "undated_count" = CASE WHEN "last_seen_at" IS NULL THEN "voice_count" ELSE 0 END,
  "heard_weight" = CASE WHEN "last_seen_at" IS NULL THEN 0 ELSE "voice_count" * power(2::float8,
    (extract(epoch FROM "last_seen_at" - '2020-01-01T00:00:00Z'::timestamptz) / 86400 / 90)::float8) END;
