import { z } from 'zod';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { Id, idParam } from '#server/api/fields.ts';
import { eraseAuthor } from '#server/erasure/erase-author.ts';
import { eraseByExternalIds } from '#server/erasure/erase-by-external-ids.ts';
import { erasePost } from '#server/erasure/erase-post.ts';

const Count = z.int().min(0);
const Erasure = z
  .object({
    erasedCount: Count.describe('Posts erased now; those erased before are not counted again.'),
    authorCount: Count.describe('Authors whose name went because nothing of theirs is left.'),
    reportCount: Count.describe('Reports whose title, summary or draft held words of the posts.'),
    issueCount: Count.describe('Issues out of which the words are being taken.'),
  })
  .meta({ id: 'Erasure', description: 'What an erasure reached.' });

const REACH =
  'Words, title, link, raw record, earlier texts and author go, and with them every quote, report text, edition, export and pushed issue that took words over. An import does not bring the post back. This cannot be undone.';

export const erasureEndpoints = [
  defineEndpoint({
    method: 'DELETE',
    path: '/posts/{postId}',
    operationId: 'erasePost',
    tag: 'posts',
    summary: 'Erase a post for good',
    description: REACH,
    permission: 'posts.erase',
    params: { postId: idParam('post') },
    answer: { status: 200, description: 'What it reached.', schema: Erasure },
    handle: ({ context, params }) => erasePost(context, params),
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/authors/{authorId}/posts',
    operationId: 'eraseAuthor',
    tag: 'posts',
    summary: 'Erase everything a person wrote, under every handle known to be theirs',
    description: REACH,
    permission: 'posts.erase',
    params: { authorId: idParam('author') },
    answer: { status: 200, description: 'What it reached.', schema: Erasure },
    handle: ({ context, params }) => eraseAuthor(context, params),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/posts/erase',
    operationId: 'erasePosts',
    tag: 'posts',
    summary: 'Erase posts by the ids that their source knows them by',
    description: `For what a source tells of deletions. ${REACH}`,
    permission: 'posts.erase',
    body: z
      .strictObject({ sourceId: Id, externalIds: z.array(z.string().min(1).max(300)).min(1).max(1000) })
      .meta({ id: 'NewErasure', examples: [{ sourceId: 1, externalIds: ['1104'] }] }),
    answer: { status: 200, description: 'What it reached. Ids that are not stored are passed over.', schema: Erasure },
    handle: ({ context, body }) => eraseByExternalIds(context, body),
  }),
];
