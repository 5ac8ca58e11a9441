CREATE TABLE "issue_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "issue_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"push_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"from_status" text NOT NULL,
	"to_status" text NOT NULL,
	"detail" text,
	"cause" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"target_id" bigint NOT NULL,
	"delivery_id" text NOT NULL,
	"event" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_deliveries_target_id_delivery_id_pk" PRIMARY KEY("target_id","delivery_id")
);
--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "issue_api_url" text;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "issue_status" text;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "issue_status_text" text;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "issue_updated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "issue_read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "look_at" timestamp with time zone DEFAULT now();--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "look_cause" text DEFAULT 'poll' NOT NULL;--> statement-breakpoint
ALTER TABLE "pushes" ADD COLUMN "look_failure" text;--> statement-breakpoint
ALTER TABLE "targets" ADD COLUMN "webhook_secret" text;--> statement-breakpoint
ALTER TABLE "issue_events" ADD CONSTRAINT "issue_events_push_id_pushes_id_fk" FOREIGN KEY ("push_id") REFERENCES "public"."pushes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_target_id_targets_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."targets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "issue_events_push" ON "issue_events" USING btree ("push_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "webhook_deliveries_received" ON "webhook_deliveries" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "pushes_look" ON "pushes" USING btree ("look_at") WHERE "pushes"."status" = 'created';--> statement-breakpoint
CREATE INDEX "pushes_issue" ON "pushes" USING btree ("target_id","issue_id");