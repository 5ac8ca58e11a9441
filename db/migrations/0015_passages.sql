CREATE TABLE "run_passages" (
	"run_id" bigint NOT NULL,
	"post_id" bigint NOT NULL,
	"cluster_id" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"start_offset" integer NOT NULL,
	"end_offset" integer NOT NULL,
	"score" real NOT NULL,
	CONSTRAINT "run_passages_run_id_post_id_cluster_id_pk" PRIMARY KEY("run_id","post_id","cluster_id")
);
--> statement-breakpoint
ALTER TABLE "run_passages" ADD CONSTRAINT "run_passages_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_passages" ADD CONSTRAINT "run_passages_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_passages" ADD CONSTRAINT "run_passages_cluster_id_clusters_id_fk" FOREIGN KEY ("cluster_id") REFERENCES "public"."clusters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_passages_cluster" ON "run_passages" USING btree ("run_id","cluster_id");