CREATE TABLE "intended_uses" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "intended_uses_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "intended_uses_text_unique" UNIQUE("text")
);
--> statement-breakpoint
CREATE TABLE "kind_corrections" (
	"post_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"holds" boolean NOT NULL,
	"actor" text NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "kind_corrections_post_id_kind_pk" PRIMARY KEY("post_id","kind")
);
--> statement-breakpoint
CREATE TABLE "product_docs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "product_docs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"url" text,
	"stems" jsonb NOT NULL,
	"word_count" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "product_docs_name" CHECK ("product_docs"."name" <> '')
);
--> statement-breakpoint
CREATE TABLE "run_uses" (
	"run_id" bigint NOT NULL,
	"post_id" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"start_offset" integer NOT NULL,
	"end_offset" integer NOT NULL,
	"who" text,
	"what" text,
	"purpose" text NOT NULL,
	"strength" real NOT NULL,
	CONSTRAINT "run_uses_run_id_post_id_pk" PRIMARY KEY("run_id","post_id")
);
--> statement-breakpoint
CREATE TABLE "use_marks" (
	"post_id" bigint PRIMARY KEY NOT NULL,
	"mark" text NOT NULL,
	"intended_use_id" bigint,
	"actor" text NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "run_posts" ADD COLUMN "kinds" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "kind_corrections" ADD CONSTRAINT "kind_corrections_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_uses" ADD CONSTRAINT "run_uses_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_uses" ADD CONSTRAINT "run_uses_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "use_marks" ADD CONSTRAINT "use_marks_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "use_marks" ADD CONSTRAINT "use_marks_intended_use_id_intended_uses_id_fk" FOREIGN KEY ("intended_use_id") REFERENCES "public"."intended_uses"("id") ON DELETE set null ON UPDATE no action;