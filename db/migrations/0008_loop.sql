CREATE TABLE "loop_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "loop_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event_id" bigint NOT NULL,
	"author_id" bigint NOT NULL,
	"source_id" bigint NOT NULL,
	"actor" text NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "loop_opt_outs" (
	"author_id" bigint PRIMARY KEY NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "loop_entries" ADD CONSTRAINT "loop_entries_event_id_issue_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."issue_events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loop_entries" ADD CONSTRAINT "loop_entries_author_id_authors_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."authors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loop_entries" ADD CONSTRAINT "loop_entries_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "loop_opt_outs" ADD CONSTRAINT "loop_opt_outs_author_id_authors_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."authors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "loop_entries_once" ON "loop_entries" USING btree ("event_id","author_id");--> statement-breakpoint
CREATE INDEX "loop_entries_author" ON "loop_entries" USING btree ("author_id");