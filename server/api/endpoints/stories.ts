import { z } from 'zod';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, fromText, Id, idParam, Term } from '#server/api/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '#server/api/page.ts';
import { getKnownUses, saveIntendedUses } from '#server/stories/change-known-uses.ts';
import { findStories } from '#server/stories/find-stories.ts';
import { findUses, USE_MARKS } from '#server/stories/find-uses.ts';
import { markUse } from '#server/stories/mark-use.ts';
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

const Uses = z
  .object({
    total: z.int().min(0).describe('Of those asked for.'),
    counts: z.object({ none: z.int().min(0), surprising: z.int().min(0), known: z.int().min(0) }).describe('By mark.'),
    hasKnown: z.boolean().describe('Whether uses or docs are declared; without them rarity alone ranks.'),
    uses: z.array(
      z.object({
        postId: Id,
        words: z.string().describe('Exactly as stored. Who said them is left out on purpose.'),
        who: z.string().nullable(),
        what: z.string().nullable(),
        purpose: z.string(),
        surprise: z.number().min(0).max(1),
        mark: z.enum(['known', 'surprising']).nullable(),
        place: z.string(),
        language: z.string().nullable(),
        permalink: z.string().nullable(),
        postedAt: At.nullable(),
      }),
    ),
  })
  .meta({ id: 'Uses', description: 'What members tell that they use the product for.' });

const KnownUses = z
  .object({
    intended: z.array(z.string()),
    docs: z.array(
      z.object({
        id: Id,
        name: z.string(),
        url: z.string().nullable(),
        wordCount: z.int().min(0),
        createdAt: At,
      }),
    ),
  })
  .meta({ id: 'KnownUses' });

export const storyEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/stories',
    operationId: 'listStories',
    tag: 'stories',
    summary: 'List the ways members use the product, in the order of clusters',
    permission: 'stories.read',
    query: { ...pageQuery, q: z.string().max(200).optional().describe('Words that must stand in title or terms.') },
    answer: { status: 200, description: 'A page of stories.', schema: pageOf(Story, 'StoryPage') },
    handle: async ({ context, query: { limit, cursor: _, ...filter }, request }) => {
      const after = readCursor(request, ClusterPosition);
      const rows = await findStories(context, { ...filter, after, limit: limit + 1 });
      return toPage(request, { rows, limit, position: ({ rank, id }) => [rank, id] });
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/uses',
    operationId: 'listUses',
    tag: 'stories',
    summary: 'List tellings of use, the most unexpected first',
    description: 'A ranking to be judged by people. Those marked surprising come first, those marked known last.',
    permission: 'stories.read',
    query: {
      mark: z.enum(USE_MARKS).optional().describe('`none`: nobody has judged it yet.'),
      offset: fromText(z.int().min(0).max(3000)).optional(),
      limit: fromText(z.int().min(1).max(100)).optional(),
    },
    answer: { status: 200, description: 'Tellings of the current run.', schema: Uses },
    handle: async ({ context, query }) => findUses(context, query),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/uses/{postId}/mark',
    operationId: 'markUse',
    tag: 'stories',
    summary: 'Say of a told use that it is known or surprising',
    description: 'Known: its purpose joins the intended uses. Null takes it back.',
    permission: 'clusters.curate',
    params: { postId: idParam('post') },
    body: z
      .strictObject({ mark: z.enum(['known', 'surprising']).nullable() })
      .meta({ id: 'UseMark', examples: [{ mark: 'known' }] }),
    answer: { status: 204, description: 'Noted.', schema: null },
    handle: async ({ context, params, body, actor }) => markUse(context, { ...params, ...body, actor }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/intended-uses',
    operationId: 'getIntendedUses',
    tag: 'stories',
    summary: 'Get what the product is meant for',
    permission: 'clusters.curate',
    answer: { status: 200, description: 'The declared uses and the docs that were read.', schema: KnownUses },
    handle: async ({ context }) => getKnownUses(context),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/intended-uses',
    operationId: 'saveIntendedUses',
    tag: 'stories',
    summary: 'Declare what the product is meant for',
    description: 'The list replaces the one before.',
    permission: 'clusters.curate',
    body: z
      .strictObject({ intended: z.array(z.string().max(300)).max(500) })
      .meta({ id: 'IntendedUses', examples: [{ intended: ['build dashboards for the team'] }] }),
    answer: { status: 200, description: 'The declared uses now.', schema: KnownUses },
    handle: async ({ context, body }) => {
      await saveIntendedUses(context, { lines: body.intended.join('\n') });
      return getKnownUses(context);
    },
  }),
];
