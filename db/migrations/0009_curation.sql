CREATE TABLE "apart_clusters" (
	"low_id" bigint NOT NULL,
	"high_id" bigint NOT NULL,
	"decision_id" bigint NOT NULL,
	CONSTRAINT "apart_clusters_low_id_high_id_decision_id_pk" PRIMARY KEY("low_id","high_id","decision_id")
);
--> statement-breakpoint
CREATE TABLE "suggestions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "suggestions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"signature" text NOT NULL,
	"cluster_ids" bigint[] NOT NULL,
	"post_ids" jsonb NOT NULL,
	"score" real NOT NULL,
	"terms" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "clusters" ADD COLUMN "done_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "clusters" ADD COLUMN "is_by_hand" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "clusters" ADD COLUMN "merge_target_id" bigint;--> statement-breakpoint
ALTER TABLE "clusters" ADD COLUMN "decided_by" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "cluster_ids" bigint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "redoes_id" bigint;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "suggestion_id" bigint;--> statement-breakpoint
ALTER TABLE "apart_clusters" ADD CONSTRAINT "apart_clusters_low_id_clusters_id_fk" FOREIGN KEY ("low_id") REFERENCES "public"."clusters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "apart_clusters" ADD CONSTRAINT "apart_clusters_high_id_clusters_id_fk" FOREIGN KEY ("high_id") REFERENCES "public"."clusters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "apart_clusters" ADD CONSTRAINT "apart_clusters_decision_id_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."decisions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "suggestions_run_signature" ON "suggestions" USING btree ("run_id","signature");--> statement-breakpoint
CREATE INDEX "suggestions_signature" ON "suggestions" USING btree ("signature");--> statement-breakpoint
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_suggestion_id_suggestions_id_fk" FOREIGN KEY ("suggestion_id") REFERENCES "public"."suggestions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clusters_merge_target" ON "clusters" USING btree ("merge_target_id") WHERE "clusters"."merge_target_id" is not null;--> statement-breakpoint
CREATE INDEX "decisions_clusters" ON "decisions" USING gin ("cluster_ids");--> statement-breakpoint
CREATE INDEX "decisions_undone" ON "decisions" USING btree ("undoes_id") WHERE "decisions"."undoes_id" is not null;--> statement-breakpoint
CREATE INDEX "decisions_redone" ON "decisions" USING btree ("redoes_id") WHERE "decisions"."redoes_id" is not null;--> statement-breakpoint
CREATE INDEX "decisions_suggestion" ON "decisions" USING btree ("suggestion_id") WHERE "decisions"."suggestion_id" is not null;