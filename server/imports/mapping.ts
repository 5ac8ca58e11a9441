import { z } from 'zod';
import { TEXT_FORMATS } from '#db/schema.ts';

/** Fields of a post that a column of a file may fill. */
export const POST_FIELDS = [
  ...(['externalId', 'text', 'title', 'authorId', 'authorName', 'isStaff', 'isBot', 'createdAt', 'editedAt'] as const),
  ...(['url', 'thread', 'parent', 'channel', 'language'] as const),
] as const;
export type PostField = (typeof POST_FIELDS)[number];

/** Day before month or after it, in dates written as 3/4/2024. */
export const DATE_ORDERS = ['dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

const column = z.string().max(500).nullable().default(null);

/** Which column of a file becomes which field of a post. In JSON a column is keys joined with dots. */
export const Mapping = z.object({
  columns: z.object({
    externalId: column,
    text: z.string().min(1, 'Choose the column that holds the text.').max(500),
    title: column,
    authorId: column,
    authorName: column,
    isStaff: column,
    isBot: column,
    createdAt: column,
    editedAt: column,
    url: column,
    thread: column,
    parent: column,
    channel: column,
    language: column,
  }),
  /** How the texts are written; HTML is turned into plain text. */
  format: z.enum(TEXT_FORMATS).default('plain'),
  dateOrder: z.enum(DATE_ORDERS).default('dmy'),
});
export type Mapping = z.infer<typeof Mapping>;
