import type { TextFormat } from '#db/schema.ts';

/** A post as a file or an API client gives it: cleaned, but not stored yet. */
export type ImportItem = {
  /** Unique within the source; made from the content when the file has no id. */
  readonly externalId: string;
  readonly thread: string | null;
  readonly parent: string | null;
  readonly channel: string | null;
  /** Null when the file does not say who wrote it: nobody is invented. */
  readonly authorExternalId: string | null;
  readonly authorName: string | null;
  readonly isStaff: boolean;
  readonly isBot: boolean;
  readonly postedAt: Date | null;
  readonly editedAt: Date | null;
  /** Only http and https. */
  readonly url: string | null;
  readonly title: string | null;
  readonly text: string;
  readonly format: TextFormat;
  /** As the file names it; null when it does not. */
  readonly language: string | null;
  readonly raw: Readonly<Record<string, unknown>> | null;
};
