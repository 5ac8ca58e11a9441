-- Case, accents and width folded, word separators as blanks, scripts that write without blanks one letter at a time: what
-- is searched and what is searched for go through it. `pipelines/search/fold-text.ts` does the same for highlighting.
CREATE FUNCTION "search_text"("text" text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN octet_length($1) = length($1) THEN translate(lower($1), './_:@#-\&=?+~|', '              ')
    ELSE regexp_replace(
      translate(
        normalize(
          translate(
            replace(replace(replace(replace(
              lower(regexp_replace(normalize($1, NFKD), '[\u0300-\u036f\u0640\u064b-\u065f\u0670]+', '', 'g')),
              'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
            'øłđðıħŧ', 'olddiht'),
          NFC),
        './_:@#-\&=?+~|', '              '),
      '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff])', ' \1 ', 'g')
  END
$$;
--> statement-breakpoint
ALTER TABLE "run_clusters" ADD COLUMN "source_weeks" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "run_clusters" ADD COLUMN "sources" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "run_clusters" ADD COLUMN "languages" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "words" "tsvector" GENERATED ALWAYS AS (setweight(to_tsvector('english', search_text(coalesce(left(title, 10000), ''))), 'A') || setweight(to_tsvector('english', search_text(left(text, 100000))), 'B')) STORED;--> statement-breakpoint
CREATE INDEX "authors_name" ON "authors" USING btree (search_text("name") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "posts_words" ON "posts" USING gin ("words");