import { z } from 'zod';
import { AUDIENCES, KINDS, STANCES } from '#db/schema.ts';
import { PERIODS } from '#pipelines/timeline/fill-timeline.ts';
import { TRENDS } from '#pipelines/trends/compare-windows.ts';

const at = z.iso.datetime().transform((text) => new Date(text));
const count = z.int().min(0);

/**
 * A report as it was published. It holds no member's words and no author: quotes are spans of versions named by their
 * hash, so that erasing a post takes its words out of every edition while the numbers stay.
 */
export const EditionContent = z.object({
  format: z.literal('refrain-report/1'),
  reportId: z.int(),
  number: z.int().min(1),
  publishedAt: at,
  title: z.string(),
  audience: z.enum(AUDIENCES),
  namesAuthors: z.boolean(),
  summary: z.string(),
  /** The clustering run whose placements were counted. */
  runId: z.int().nullable(),
  draftedAt: at,
  filters: z.object({
    clusterIds: z.array(z.int()),
    erasedPosts: z.literal('left-out'),
    staff: z.literal('no-voices'),
  }),
  clusters: z.array(
    z.object({
      id: z.int(),
      title: z.string(),
      kind: z.enum(KINDS),
      terms: z.array(z.string()),
      postCount: count,
      voiceCount: count,
      firstSeenAt: at.nullable(),
      lastSeenAt: at.nullable(),
    }),
  ),
  postCount: count,
  voiceCount: count,
  unnamedPostCount: count,
  places: z.array(z.object({ name: z.string(), postCount: count, voiceCount: count })),
  growth: z
    .object({
      weekCount: count,
      endsAt: at,
      recentVoiceCount: count,
      earlierVoiceCount: count,
      trend: z.enum(TRENDS),
    })
    .nullable(),
  timeline: z
    .object({ period: z.enum(PERIODS), points: z.array(z.object({ label: z.string(), value: count })) })
    .nullable(),
  claims: z.array(z.object({ key: z.int(), label: z.string(), postIds: z.array(z.int()) })),
  posts: z.array(
    z.object({
      id: z.int(),
      clusterId: z.int(),
      place: z.string(),
      postedAt: at.nullable(),
      permalink: z.string().nullable(),
    }),
  ),
  quotes: z.array(
    z.object({
      id: z.int(),
      postId: z.int(),
      startOffset: count,
      endOffset: count,
      contentHash: z.string(),
      permalink: z.string().nullable(),
      stance: z.enum(STANCES),
      place: z.string(),
      postedAt: at.nullable(),
    }),
  ),
});
export type EditionContent = z.output<typeof EditionContent>;
