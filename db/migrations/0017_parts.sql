CREATE TABLE "run_parts" (
	"telling_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"post_ids" bigint[] NOT NULL,
	"marks" text NOT NULL,
	"taken_by" text,
	"result" jsonb,
	CONSTRAINT "run_parts_telling_id_position_pk" PRIMARY KEY("telling_id","position")
);
--> statement-breakpoint
CREATE TABLE "run_tellings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "run_tellings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"worker_id" text NOT NULL,
	"engine" text NOT NULL,
	"product_names" text[] NOT NULL,
	"learned" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "run_parts" ADD CONSTRAINT "run_parts_telling_id_run_tellings_id_fk" FOREIGN KEY ("telling_id") REFERENCES "public"."run_tellings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_tellings" ADD CONSTRAINT "run_tellings_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_tellings_run" ON "run_tellings" USING btree ("run_id");