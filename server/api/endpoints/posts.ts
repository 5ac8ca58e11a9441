import { z } from 'zod';
import { SIGNS } from '#db/schema.ts';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { AtText, fromText, Id, idParam, Kind } from '#server/api/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '#server/api/page.ts';
import { describeIssue } from '#server/api/parse-input.ts';
import { correctKind } from '#server/kinds/correct-kind.ts';
import { explainKinds } from '#server/kinds/explain-kinds.ts';
import { createPosts, type PostRecord, type RecordFault } from '#server/posts/create-posts.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { getPost } from '#server/posts/get-post.ts';
import type { PostSummary as PostSummaryRow } from '#server/posts/post-summary.ts';
import { KindCorrection, NewPost, NewPosts, Post, PostKinds, PostSummary, StoredPosts } from './post-fields.ts';

/** A thousand posts of ordinary length, several times over. */
const BATCH_BYTES = 16 * 1024 * 1024;

const SEARCH =
  'What must stand in text or title, by word stems and without regard to case and accents, or how the author’s name begins: words, `"words in this order"`, `-without`.';

const Position = z
  .tuple([z.iso.datetime().nullable(), Id])
  .transform(([at, id]) => ({ postedAt: at === null ? null : new Date(at), id }));

/** For every list of posts. */
export const postPage = { schema: pageOf(PostSummary, 'PostPage'), readPosition, positionOf };

export const postEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/posts',
    operationId: 'listPosts',
    tag: 'posts',
    summary: 'List posts, newest first',
    description: 'Posts without a time come last.',
    permission: 'posts.read',
    query: {
      ...pageQuery,
      q: z.string().max(200).optional().describe(SEARCH),
      sourceId: fromText(Id).optional(),
      language: z.string().min(2).max(10).optional(),
      kind: Kind.optional(),
      placed: fromText(z.boolean()).optional().describe('Whether it is in a cluster.'),
      clusterId: fromText(Id).optional(),
      sign: z.enum(SIGNS).optional().describe('With words that show how hard the matter hits; `heated` is about tone.'),
      from: AtText.optional().describe('Written at this time or later.'),
      to: AtText.optional().describe('Written before this time.'),
    },
    answer: { status: 200, description: 'A page of posts.', schema: postPage.schema },
    handle: async ({ context, query: { limit, cursor: _, from, to, ...filter }, request }) => {
      const rows = await findPosts(context, {
        ...filter,
        ...(from === undefined ? {} : { from: new Date(from) }),
        ...(to === undefined ? {} : { to: new Date(to) }),
        ...readPosition(request),
        limit: limit + 1,
      });
      return toPage(request, { rows, limit, position: positionOf });
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/posts',
    operationId: 'createPosts',
    tag: 'posts',
    summary: 'Store up to 1,000 posts of one source',
    description:
      'Posts are cleaned like those of an import and told apart by source and `externalId`: sent again they change nothing, with other words they replace the text and keep the old one as a version. Each post is stored or named in `rejected` with its reason.',
    permission: 'posts.write',
    body: NewPosts,
    maxBodyBytes: BATCH_BYTES,
    answer: { status: 200, description: 'What became of each post.', schema: StoredPosts },
    problems: ['not_found'],
    handle: ({ context, body }) => createPosts(context, { sourceId: body.sourceId, ...readRecords(body.posts) }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/posts/{postId}',
    operationId: 'getPost',
    tag: 'posts',
    summary: 'Get a post with its earlier texts and its thread',
    permission: 'posts.read',
    params: { postId: idParam('post') },
    answer: { status: 200, description: 'The post.', schema: Post },
    handle: ({ context, params }) => getPost(context, params),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/posts/{postId}/kinds',
    operationId: 'getPostKinds',
    tag: 'posts',
    summary: 'Tell what a post is, with the words that show it and why',
    permission: 'posts.read',
    params: { postId: idParam('post') },
    answer: { status: 200, description: 'All five kinds, those that hold first.', schema: PostKinds },
    handle: async ({ context, params }) => {
      const post = await getPost(context, params);
      return { kinds: (await explainKinds(context, { posts: [post] })).get(post.id) ?? [] };
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/posts/{postId}/kinds',
    operationId: 'correctPostKind',
    tag: 'posts',
    summary: 'Put right what is said of a post',
    description: 'It counts at once and in every later run, and the judge of kinds learns from it.',
    permission: 'clusters.curate',
    params: { postId: idParam('post') },
    body: KindCorrection,
    answer: { status: 200, description: 'What is said of the post now.', schema: PostKinds },
    handle: async ({ context, params, body, actor }) => ({
      kinds: await correctKind(context, { ...params, ...body, actor }),
    }),
  }),
];

function readRecords(given: readonly unknown[]): { records: (PostRecord | null)[]; faults: RecordFault[] } {
  const faults: RecordFault[] = [];
  const records = given.map((record, index) => {
    const parsed = NewPost.safeParse(record);
    if (parsed.success) return parsed.data;
    faults.push({ index, reason: describeIssue(parsed.error.issues[0]) });
    return null;
  });
  return { records, faults };
}

function readPosition(request: Request) {
  const after = readCursor(request, Position);
  return after === undefined ? {} : { after };
}

function positionOf({ postedAt, id }: PostSummaryRow) {
  return [postedAt, id];
}
