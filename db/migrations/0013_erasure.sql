CREATE TABLE "loop_acknowledgements" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "loop_acknowledgements_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"push_id" bigint NOT NULL,
	"author_id" bigint NOT NULL,
	"source_id" bigint NOT NULL,
	"actor" text NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retractions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "retractions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"push_id" bigint NOT NULL,
	"fingerprints" jsonb NOT NULL,
	"not_before_at" timestamp with time zone DEFAULT now() NOT NULL,
	"failure" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "report_editions" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "is_linked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "comment_id" text;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "comment_hash" text;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "comment_text" text;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "commented_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "comment_state" text DEFAULT 'ours' NOT NULL;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "comment_failure" text;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "evidence_at" timestamp with time zone DEFAULT now();--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "retracted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "loop_acknowledgements" ADD CONSTRAINT "loop_acknowledgements_push_id_pushes_id_fk" FOREIGN KEY ("push_id") REFERENCES "public"."pushes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loop_acknowledgements" ADD CONSTRAINT "loop_acknowledgements_author_id_authors_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."authors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loop_acknowledgements" ADD CONSTRAINT "loop_acknowledgements_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retractions" ADD CONSTRAINT "retractions_push_id_pushes_id_fk" FOREIGN KEY ("push_id") REFERENCES "public"."pushes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "loop_acknowledgements_once" ON "loop_acknowledgements" USING btree ("push_id","author_id");--> statement-breakpoint
CREATE INDEX "loop_acknowledgements_author" ON "loop_acknowledgements" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "retractions_push" ON "retractions" USING btree ("push_id");--> statement-breakpoint
CREATE INDEX "retractions_due" ON "retractions" USING btree ("not_before_at");
--> statement-breakpoint
-- Words that a member had erased go from everywhere: an erasure says so in its own transaction, and nothing else may.
CREATE OR REPLACE FUNCTION "refuse_decision_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('refrain.is_erasing', true) = 'yes' THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'decisions is append-only' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "refuse_edition_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('refrain.is_erasing', true) = 'yes' THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'a published report never changes' USING ERRCODE = 'restrict_violation';
END $$;
