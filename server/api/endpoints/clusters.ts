import { z } from 'zod';
import { SIGNS } from '#db/schema.ts';
import { rateSeverity, SEVERITY_LEVELS } from '#pipelines/mentions/rate-severity.ts';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, ClusterState, fromText, Id, idParam, Kind, Term } from '#server/api/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '#server/api/page.ts';
import type { ClusterSummary as SummaryOfCluster } from '#server/clusters/cluster-summary.ts';
import { findClusters } from '#server/clusters/find-clusters.ts';
import { getCluster } from '#server/clusters/get-cluster.ts';
import { CLUSTER_SORTS } from '#server/clusters/select-clusters.ts';
import { STANDINGS } from '#server/clusters/voiced-members.ts';
import { findAlsoPosts } from '#server/passages/find-also-posts.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { PostSummary } from './post-fields.ts';
import { postPage } from './posts.ts';

/** Weeks without posts are left out. */
export const Weeks = z.array(z.tuple([z.iso.date(), z.int().min(0)])).meta({
  id: 'Weeks',
  description: 'Pairs of a week’s Monday and the people who spoke in it; weeks without posts are left out.',
});

export const ClusterSummary = z
  .object({
    id: Id,
    title: z.string().describe('The name that a person gave, or else the title that the run found.'),
    kind: Kind,
    state: ClusterState,
    terms: z.array(Term),
    postCount: z.int().min(0),
    voiceCount: z.int().min(0).describe('Different people; staff and bots do not count.'),
    firstSeenAt: At.nullable(),
    lastSeenAt: At.nullable(),
    weeks: Weeks,
    signs: z
      .array(z.tuple([z.enum(SIGNS), z.int().min(0), z.int().min(0)]))
      .describe(
        'Signs of how hard its matter hits, by members’ words, and `heated` ones; each with the people who show it and their posts, which are as many as the list of posts with this `sign` holds. No verdict.',
      ),
    dismissReason: z.string().nullable(),
    postsSinceDismissal: z.int().min(0).nullable().describe('Null for an open cluster.'),
    ownerId: z.string().nullable().describe('Whose matter it is.'),
    snoozedUntil: At.nullable(),
    doneAt: At.nullable().describe('When somebody said that they are through with it.'),
    isByHand: z.boolean().describe('A person made it from posts of their choice.'),
    theme: z
      .object({ id: Id, title: z.string() })
      .nullable()
      .describe(
        'The heading over it and clusters about neighbouring matters, known by the id of the largest; null for none.',
      ),
    version: z.int().min(1).describe('For `expectedVersion` of a decision.'),
  })
  .meta({ id: 'ClusterSummary' });

const RatedCluster = ClusterSummary.extend({
  severity: z
    .object({
      level: z.enum(SEVERITY_LEVELS),
      sign: z.enum(SIGNS).describe('The sign that the level follows from.'),
      voiceCount: z.int().min(0).describe('Different people who show that sign.'),
      raisedBy: z.enum(SIGNS).nullable().describe('The sign that takes the level one up; null for none.'),
    })
    .nullable()
    .describe(
      'The gravest sign that two people and one in twenty of its voices show sets the level; `every-time` or `others`, shown as widely, takes it one up. Null where no sign is shown so widely.',
    ),
}).meta({ id: 'RatedCluster' });

const Cluster = RatedCluster.extend({
  runTitle: z.string().describe('What the run calls it.'),
  isNamed: z.boolean().describe('A person gave it its title.'),
  sourceWeeks: z
    .array(z.tuple([z.iso.date(), Id, z.int().min(0)]))
    .describe('A week’s Monday, a source, and the people who spoke there; a week’s numbers add up to its voices.'),
  alsoCount: z
    .int()
    .min(0)
    .describe('Posts of other clusters, or of none, with a passage about it; not counted elsewhere.'),
  exemplarPostIds: z.array(Id).describe('Posts that show best what it is about.'),
}).meta({ id: 'Cluster' });

const AlsoPost = z
  .object({
    post: PostSummary,
    start: z.int().min(0).describe('Where the passage stands in the text, in UTF-16 code units.'),
    end: z.int().min(0),
    quote: z.string().describe('The passage, verbatim.'),
    score: z.number().min(0).max(1).describe('How like the nearest posts of the cluster it is.'),
    terms: z.array(z.string()).describe('Terms of the cluster that stand in it.'),
  })
  .meta({ id: 'AlsoPost', description: 'A post of another cluster, or of none, with a passage about this one.' });

const AlsoPosition = z.tuple([z.number(), Id]).transform(([score, id]) => ({ score, id }));

/** Where a page of clusters ended. */
export const ClusterPosition = z.tuple([z.number(), Id]).transform(([rank, id]) => ({ rank, id }));
const clusterId = idParam('cluster');

function rate<T extends SummaryOfCluster>(cluster: T) {
  return { ...cluster, severity: rateSeverity(cluster.signs, cluster.voiceCount) };
}

export const clusterEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/clusters',
    operationId: 'listClusters',
    tag: 'clusters',
    summary: 'List the clusters of the current run',
    permission: 'clusters.read',
    query: {
      ...pageQuery,
      sort: z
        .enum(CLUSTER_SORTS)
        .default('rank')
        .describe(
          'By voices, each halved for every 90 days since it was last heard (`rank`); or most voices, latest, largest, fastest growing, gravest, most heated, by theme, or best match for `q` first.',
        ),
      q: z
        .string()
        .max(200)
        .optional()
        .describe(
          'What must stand in title or terms, by word stems and without regard to case and accents: words, `"words in this order"`, `-without`.',
        ),
      state: ClusterState.optional(),
      kind: Kind.optional(),
      sourceId: fromText(Id).optional().describe('With posts from this source.'),
      themeId: fromText(Id).optional().describe('Under this theme.'),
      severity: z.enum(SEVERITY_LEVELS).optional(),
      sign: z.enum(SIGNS).optional().describe('That somebody in it shows.'),
    },
    answer: {
      status: 200,
      description: 'A page of clusters; empty before the first clustering run.',
      schema: pageOf(RatedCluster, 'ClusterPage'),
    },
    handle: async ({ context, query: { limit, cursor: _, ...filter }, request }) => {
      const after = readCursor(request, ClusterPosition);
      const rows = await findClusters(context, { ...filter, ...(after ? { after } : {}), limit: limit + 1 });
      const page = toPage(request, { rows, limit, position: ({ rank, id }) => [rank, id] });
      return { ...page, items: page.items.map(rate) };
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/clusters/{clusterId}',
    operationId: 'getCluster',
    tag: 'clusters',
    summary: 'Get a cluster',
    description: 'A merged cluster answers as the one that it was merged into.',
    permission: 'clusters.read',
    params: { clusterId },
    answer: { status: 200, description: 'The cluster.', schema: Cluster },
    handle: async ({ context, params }) => rate(await getCluster(context, params)),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/clusters/{clusterId}/posts',
    operationId: 'listClusterPosts',
    tag: 'clusters',
    summary: 'List the posts of a cluster, newest first',
    permission: 'posts.read',
    params: { clusterId },
    query: {
      ...pageQuery,
      standing: z
        .enum(STANDINGS)
        .optional()
        .describe('Whose posts: those that count, of staff, of bots, posted twice, or of unknown authors.'),
      sign: z
        .enum(SIGNS)
        .optional()
        .describe('With words that show it; of the posts that count unless `standing` says otherwise.'),
    },
    answer: { status: 200, description: 'A page of posts.', schema: postPage.schema },
    handle: async ({ context, params, query: { limit, standing, sign }, request }) => {
      const after = postPage.readPosition(request);
      const { id } = await getCluster(context, params);
      const rows = await findPosts(context, {
        clusterId: id,
        ...(standing ? { standing } : {}),
        ...(sign ? { sign } : {}),
        ...after,
        limit: limit + 1,
      });
      return toPage(request, { rows, limit, position: postPage.positionOf });
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/clusters/{clusterId}/also',
    operationId: 'listAlsoPosts',
    tag: 'clusters',
    summary: 'List passages about a cluster in posts that are not in it',
    description: 'Those that fit best first. They count in no `postCount` and no `voiceCount`.',
    permission: 'posts.read',
    params: { clusterId },
    query: pageQuery,
    answer: { status: 200, description: 'A page of passages.', schema: pageOf(AlsoPost, 'AlsoPostPage') },
    handle: async ({ context, params, query: { limit }, request }) => {
      const after = readCursor(request, AlsoPosition);
      const { id } = await getCluster(context, params);
      const rows = await findAlsoPosts(context, { clusterId: id, after, limit: limit + 1 });
      return toPage(request, { rows, limit, position: ({ score, post }) => [score, post.id] });
    },
  }),
];
