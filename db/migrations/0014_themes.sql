CREATE TABLE "run_themes" (
	"run_id" bigint NOT NULL,
	"theme_id" bigint NOT NULL,
	"terms" jsonb NOT NULL,
	CONSTRAINT "run_themes_run_id_theme_id_pk" PRIMARY KEY("run_id","theme_id")
);
--> statement-breakpoint
ALTER TABLE "run_clusters" ADD COLUMN "theme_id" bigint;--> statement-breakpoint
ALTER TABLE "run_themes" ADD CONSTRAINT "run_themes_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_themes" ADD CONSTRAINT "run_themes_theme_id_clusters_id_fk" FOREIGN KEY ("theme_id") REFERENCES "public"."clusters"("id") ON DELETE no action ON UPDATE no action;