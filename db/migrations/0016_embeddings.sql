CREATE TABLE "embeddings_endpoint" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"url" text NOT NULL,
	"model" text NOT NULL,
	"secret" text,
	"secret_hint" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "embeddings_endpoint_single" CHECK ("embeddings_endpoint"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "post_vectors" (
	"post_id" bigint NOT NULL,
	"model" text NOT NULL,
	"content_hash" text NOT NULL,
	"vector" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "post_vectors_post_id_model_pk" PRIMARY KEY("post_id","model")
);
--> statement-breakpoint
ALTER TABLE "post_vectors" ADD CONSTRAINT "post_vectors_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;