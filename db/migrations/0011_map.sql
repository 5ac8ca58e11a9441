ALTER TABLE "run_clusters" ADD COLUMN "map_x" double precision;--> statement-breakpoint
ALTER TABLE "run_clusters" ADD COLUMN "map_y" double precision;