import { z } from 'zod';
import { SAID_KINDS, TEXT_FORMATS } from '#db/schema.ts';
import { At, AtText, Id, Kind } from '#server/api/fields.ts';

export const PostSummary = z
  .object({
    id: Id,
    title: z.string().nullable(),
    text: z.string().describe('As stored: cleaned, otherwise as the member wrote it.'),
    format: z.enum(TEXT_FORMATS),
    language: z.string().nullable().describe('Primary language tag; null when the text is too short to tell.'),
    url: z.string().nullable(),
    channel: z.string().nullable(),
    postedAt: At.nullable(),
    editedAt: At.nullable(),
    deletedAt: At.nullable().describe('Set when its source deleted it; the text is erased then.'),
    version: z.int().min(1),
    contentHash: z.string().describe('Names this version of the text; a quote is cut from one version.'),
    author: z
      .object({ id: Id, name: z.string().nullable(), isStaff: z.boolean(), isBot: z.boolean() })
      .nullable()
      .describe('Null when the source does not say who wrote it.'),
    source: z.object({ id: Id, name: z.string(), platform: z.string().nullable() }),
    cluster: z.object({ id: Id, title: z.string() }).nullable().describe('Where it is placed now.'),
    kind: Kind.nullable().describe('Null before the first clustering run that saw it.'),
    score: z.number().min(0).max(1).nullable().describe('How well it fits; null when a person placed it.'),
    isPinned: z.boolean().describe('A person decided where it belongs; no run moves it.'),
  })
  .meta({ id: 'PostSummary' });

export const Post = PostSummary.extend({
  externalId: z.string().describe('Its id in the source.'),
  raw: z.record(z.string(), z.unknown()).nullable().describe('The record that came in.'),
  versions: z
    .array(z.object({ version: z.int().min(1), title: z.string().nullable(), text: z.string(), replacedAt: At }))
    .describe('Earlier texts, newest first.'),
  thread: z.array(PostSummary).describe('The conversation, oldest first; empty when it stands alone.'),
}).meta({ id: 'Post' });

const ExplainedKind = z
  .object({
    kind: z.enum(SAID_KINDS),
    probability: z.number().min(0).max(1),
    holds: z.boolean().describe('Whether the post counts as one of the kind.'),
    correctedBy: z.string().nullable().describe('Who said so, when a person did.'),
    start: z.int().min(0).describe('The sentence that shows it: offsets in `title` or `text`.'),
    end: z.int().min(0),
    isInTitle: z.boolean(),
    reasons: z
      .array(z.object({ name: z.string(), weight: z.number(), words: z.string() }))
      .describe('The strongest first, five at most.'),
  })
  .meta({ id: 'ExplainedKind', description: 'What is said of a post about one kind, and why.' });

export const PostKinds = z.object({ kinds: z.array(ExplainedKind) }).meta({ id: 'PostKinds' });

export const KindCorrection = z
  .strictObject({
    kind: z.enum(SAID_KINDS),
    holds: z.boolean().nullable().describe('Null takes a person’s word back.'),
  })
  .meta({ id: 'KindCorrection', examples: [{ kind: 'complaint', holds: false }] });

const shortText = z.string().max(10_000).nullish();

export const NewPost = z
  .strictObject({
    externalId: shortText.describe('Its id in the source. Without one, one is made from author, time and text.'),
    text: z.string(),
    title: shortText,
    format: z.enum(TEXT_FORMATS).optional().describe('How the text is written; `plain` unless said otherwise.'),
    author: z
      .strictObject({
        id: shortText.describe('What tells one person from another.'),
        name: shortText,
        isStaff: z.boolean().optional(),
        isBot: z.boolean().optional(),
      })
      .nullish(),
    postedAt: AtText.nullish(),
    editedAt: AtText.nullish(),
    url: shortText,
    channel: shortText,
    thread: shortText.describe('Id of the conversation.'),
    parentExternalId: shortText.describe('Id of the post it answers.'),
    language: shortText,
    raw: z.record(z.string(), z.unknown()).optional().describe('Anything else worth keeping with it.'),
  })
  .meta({ id: 'NewPost' });

export const NewPosts = z
  .strictObject({
    sourceId: Id,
    // Wrong records do not spoil the batch: they are named in the answer.
    posts: z
      .array(z.union([NewPost, z.unknown().describe('Anything else is not stored and named with its reason.')]))
      .min(1)
      .max(1000),
  })
  .meta({
    id: 'NewPosts',
    examples: [
      {
        sourceId: 1,
        posts: [
          {
            externalId: '1104',
            text: 'Export to CSV hangs since the update',
            author: { id: 'u7', name: 'Ana' },
            postedAt: '2026-05-03T08:00:00Z',
          },
        ],
      },
    ],
  });

const Count = z.int().min(0);

export const StoredPosts = z
  .object({
    createdCount: Count,
    editedCount: Count.describe('New words; the old ones are kept as a version.'),
    updatedCount: Count.describe('The same words with another time, link or author.'),
    unchangedCount: Count,
    deletedCount: Count.describe('The source had deleted them; they are not brought back.'),
    erasedCount: Count.describe('Stored posts erased because a record said that they were deleted.'),
    repeatedCount: Count.describe('Of those edited or updated: how many ids stood in this batch before.'),
    rejectedCount: Count,
    stored: z.array(z.object({ index: Count.describe('Place in the batch, from 0.'), id: Id, externalId: z.string() })),
    rejected: z.array(z.object({ index: Count, reason: z.string() })),
    warnings: z.array(z.object({ index: Count, code: z.string(), message: z.string() })),
  })
  .meta({ id: 'StoredPosts', description: 'What became of each post of a batch.' });
