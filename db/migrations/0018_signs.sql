ALTER TABLE "run_clusters" ADD COLUMN "signs" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "signs" text[] DEFAULT '{}' NOT NULL;