ALTER TABLE "reports" DROP COLUMN "snapshot";--> statement-breakpoint
ALTER TABLE "reports" DROP COLUMN "checksum";--> statement-breakpoint
ALTER TABLE "reports" DROP COLUMN "published_at";