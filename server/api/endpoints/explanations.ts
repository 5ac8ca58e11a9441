import { z } from 'zod';
import { DECISION_KINDS } from '#db/schema.ts';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, fromText, Id, idParam, Kind, Term } from '#server/api/fields.ts';
import { getRunDiff } from '#server/clusters/get-run-diff.ts';
import { previewMerge } from '#server/clusters/preview-merge.ts';
import { previewSplit } from '#server/clusters/preview-split.ts';
import { proposeSplit } from '#server/clusters/propose-split.ts';
import { MAX_PARTS } from '#server/decisions/split-cluster.ts';
import { explainCluster } from '#server/explanations/explain-cluster.ts';
import { explainPost } from '#server/explanations/explain-post.ts';
import { postIds } from './decision-fields.ts';
import { PostSummary } from './post-fields.ts';

const Count = z.int().min(0);
const clusterId = idParam('cluster');
const Named = z.object({ id: Id, title: z.string() });
const Share = z.number().min(0).max(1);
const Spans = z.array(z.tuple([Count, Count])).describe('Start and end in the text, in UTF-16 code units.');

const SharedTerm = z
  .object({ term: z.string(), weight: Share, spans: Spans, otherSpans: Spans })
  .meta({ id: 'SharedTerm', description: 'A word that stands in both texts, and where.' });

const PostExplanation = z
  .object({
    postId: Id,
    text: z.string().describe('What the spans of the post point into.'),
    cluster: Named.nullable(),
    score: Share.nullable().describe('How well it fits; null when a person or no run placed it.'),
    fit: z
      .enum(['strong', 'fair', 'loose', 'kept'])
      .nullable()
      .describe('The score in a word. `kept`: the run would have it elsewhere, people have decided about its cluster.'),
    decision: z
      .object({ id: Id, kind: z.enum(DECISION_KINDS), actorName: z.string(), summary: z.string(), createdAt: At })
      .nullable()
      .describe('The decision that placed it, where a person did.'),
    ownFit: Share.nullable().describe(
      "How like its cluster's other posts the words are that count; other than the score it knows no meanings.",
    ),
    next: z
      .object({
        cluster: Named,
        fit: Share,
        usualFit: Share.describe("What nine in ten of that cluster's own posts reach."),
        missingTerms: z
          .array(z.string())
          .describe('Terms of that cluster that the post does not say, strongest first.'),
      })
      .nullable()
      .describe('The cluster that it would fit next by its words; of an unplaced post the one that it is nearest to.'),
    margin: z
      .number()
      .min(-1)
      .max(1)
      .nullable()
      .describe('`ownFit` less the fit of the next: how far its cluster is ahead of the second best.'),
    nearest: z.array(z.object({ post: PostSummary, similarity: Share, shared: z.array(SharedTerm) })),
    also: z
      .array(z.object({ cluster: Named, start: Count, end: Count, score: Share }))
      .describe('Other clusters that a passage of it is about, with the place of the passage in the text.'),
    comparedCount: Count.describe(
      'Posts among which the nearest were looked for: of a large cluster an even part; of an unplaced post, those of the clusters that it is nearest to.',
    ),
  })
  .meta({ id: 'PostExplanation' });

const ClusterExplanation = z
  .object({
    clusterId: Id,
    terms: z.array(Term),
    neighbour: z
      .object({
        id: Id,
        title: z.string(),
        similarity: Share,
        sharedTerms: z.array(z.string()),
        ownTerms: z.array(z.string()).describe('What only this cluster goes by, strongest first.'),
        otherTerms: z.array(z.string()),
      })
      .nullable()
      .describe('The cluster whose terms are most like its own.'),
  })
  .meta({ id: 'ClusterExplanation' });

const MergePreview = z
  .object({
    into: Named,
    merged: z.array(Named.extend({ postCount: Count, version: z.int().min(1) })),
    postCount: Count,
    voiceCount: Count.describe('Different people over all of them.'),
    sharedTerms: z.array(z.string()),
    lostTerms: z.array(Term).describe('Terms of the others that the survivor does not go by.'),
  })
  .meta({ id: 'MergePreview' });

const SplitPart = z
  .object({
    title: z.string(),
    kind: Kind,
    terms: z.array(Term),
    exemplarPostIds: z.array(Id),
    postCount: Count,
    voiceCount: Count,
    postIds: z.array(Id),
  })
  .meta({ id: 'SplitPart' });
const SplitPreview = z
  .object({
    clusterId: Id,
    version: z.int().min(1),
    parts: z.array(SplitPart),
    rest: SplitPart.nullable().describe('What stays in the cluster.'),
    sharedTerms: z.array(z.string()).describe('Terms that more than one part goes by.'),
    lostTerms: z.array(z.string()).describe('Terms of the cluster that no part goes by any more.'),
  })
  .meta({ id: 'SplitPreview' });

const DiffCluster = Named.extend({
  postCountBefore: Count,
  postCount: Count,
  isCurrent: z.boolean().describe('Whether the current run has it.'),
}).meta({ id: 'DiffCluster' });
const RunDiff = z
  .object({
    runId: Id,
    previousRunId: Id.nullable(),
    counts: z.object({
      new: Count,
      grown: Count,
      shrunk: Count,
      vanished: Count,
      movedPosts: Count,
      placedPosts: Count,
      unplacedPosts: Count,
    }),
    new: z.array(DiffCluster),
    grown: z.array(DiffCluster),
    shrunk: z.array(DiffCluster),
    vanished: z.array(DiffCluster),
    moves: z
      .array(
        z.object({ fromClusterId: Id, fromTitle: z.string(), toClusterId: Id, toTitle: z.string(), postCount: Count }),
      )
      .nullable()
      .describe('Between which clusters posts moved; null once the placements of the two runs are no longer kept.'),
  })
  .meta({ id: 'RunDiff', description: 'How a clustering run differs from the one before it.' });

export const explanationEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/posts/{postId}/explanation',
    operationId: 'explainPost',
    tag: 'posts',
    summary: 'Why a post is where it is',
    permission: 'posts.read',
    params: { postId: idParam('post') },
    answer: {
      status: 200,
      description: 'The nearest posts with the shared words, the margin to the second-best cluster, or who moved it.',
      schema: PostExplanation,
    },
    handle: ({ context, params }) => explainPost(context, params),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/clusters/{clusterId}/explanation',
    operationId: 'explainCluster',
    tag: 'clusters',
    summary: 'What a cluster goes by, and what separates it from its nearest neighbour',
    permission: 'clusters.read',
    params: { clusterId },
    answer: { status: 200, description: 'Terms with weights.', schema: ClusterExplanation },
    handle: ({ context, params }) => explainCluster(context, params),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/clusters/{clusterId}/merge-preview',
    operationId: 'previewMerge',
    tag: 'clusters',
    summary: 'What merging other clusters into this one would come to',
    permission: 'clusters.read',
    params: { clusterId },
    query: {
      with: z
        .preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(fromText(Id)).min(1).max(100))
        .describe('Id of another cluster; may be given many times.'),
    },
    answer: { status: 200, description: 'Counts and terms; nothing is changed.', schema: MergePreview },
    handle: ({ context, params, query }) =>
      previewMerge(context, { clusterIds: query.with, intoClusterId: params.clusterId }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/clusters/{clusterId}/split-preview',
    operationId: 'previewSplit',
    tag: 'clusters',
    summary: 'What splitting posts off a cluster would come to',
    permission: 'clusters.curate',
    params: { clusterId },
    maxBodyBytes: 2 * 1024 * 1024,
    body: z
      .strictObject({ groups: z.array(z.strictObject({ postIds })).min(1).max(MAX_PARTS) })
      .meta({ id: 'SplitGroups', examples: [{ groups: [{ postIds: [41, 57] }] }] }),
    answer: { status: 200, description: 'Counts and terms; nothing is changed.', schema: SplitPreview },
    problems: ['not_found', 'conflict'],
    handle: ({ context, params, body }) => previewSplit(context, { ...params, ...body }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/clusters/{clusterId}/split-proposal',
    operationId: 'proposeSplit',
    tag: 'clusters',
    summary: 'Propose how to split a cluster in two to four parts',
    description: 'The engine looks at its posts alone. Nothing is changed: send the parts you like to `/split`.',
    permission: 'clusters.curate',
    params: { clusterId },
    body: z
      .strictObject({ parts: z.int().min(2).max(4).default(2) })
      .meta({ id: 'SplitProposal', examples: [{ parts: 3 }] }),
    idempotency: 'claim',
    answer: { status: 200, description: 'Parts with counts and terms.', schema: SplitPreview },
    problems: ['not_found', 'conflict'],
    handle: ({ context, params, body, request }) =>
      proposeSplit(context, { ...params, ...body, signal: request.signal }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/runs/{runId}/diff',
    operationId: 'getRunDiff',
    tag: 'runs',
    summary: 'How a clustering run differs from the one before it',
    permission: 'clusters.read',
    params: { runId: idParam('run') },
    answer: {
      status: 200,
      description: 'New, grown, shrunk and vanished clusters, and posts that moved.',
      schema: RunDiff,
    },
    handle: ({ context, params }) => getRunDiff(context, params),
  }),
];
