import { z } from 'zod';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, Id, Term } from '#server/api/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '#server/api/page.ts';
import { findStories } from '#server/stories/find-stories.ts';
import { ClusterPosition, Weeks } from './clusters.ts';

const Story = z
  .object({
    id: Id.describe('Id of the cluster.'),
    title: z.string(),
    terms: z.array(Term),
    postCount: z.int().min(0),
    voiceCount: z.int().min(0).describe('Different people; staff and bots do not count.'),
    firstSeenAt: At.nullable(),
    lastSeenAt: At.nullable(),
    weeks: Weeks,
    quotes: z
      .array(
        z.object({
          postId: Id,
          words: z.string().describe('Exactly as stored. Who said them is left out on purpose.'),
          isCutBefore: z.boolean(),
          isCutAfter: z.boolean(),
          place: z.string(),
          language: z.string().nullable(),
          permalink: z.string().nullable(),
          postedAt: At.nullable(),
        }),
      )
      .describe('A few members’ words.'),
  })
  .meta({ id: 'Story', description: 'A way members use the product.' });

export const storyEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/stories',
    operationId: 'listStories',
    tag: 'stories',
    summary: 'List the ways members use the product, the most voices first',
    permission: 'stories.read',
    query: { ...pageQuery, q: z.string().max(200).optional().describe('Words that must stand in title or terms.') },
    answer: { status: 200, description: 'A page of stories.', schema: pageOf(Story, 'StoryPage') },
    handle: async ({ context, query: { limit, cursor: _, ...filter }, request }) => {
      const after = readCursor(request, ClusterPosition);
      const rows = await findStories(context, { ...filter, after, limit: limit + 1 });
      return toPage(request, { rows, limit, position: ({ rank, id }) => [rank, id] });
    },
  }),
];
