import { and, eq, inArray, sql } from 'drizzle-orm';
import { postVectors } from '#db/schema.ts';
import { hashVersion } from '#pipelines/evidence/hash-version.ts';
import type { NumberedPost } from '#server/clusters/engine-post-row.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import type { RunContext } from '#server/runs/run.ts';
import type { Embedder } from './create-embedder.ts';
import { BATCH, embeddedText } from './embedded-text.ts';

/**
 * Vectors of the given posts, by post id: those that are stored, and for the others what the endpoint answers, which is
 * stored batch by batch: a run that ends early goes on from there. Posts without text have none.
 * @throws AppError `upstream` as the embedder does, and when widths do not fit those that are stored.
 */
export async function embedPosts(
  { db, embedder }: { db: Queryable; embedder: Embedder },
  context: RunContext,
  { posts, model, width }: { posts: readonly NumberedPost[]; model: string; width: number | null },
): Promise<Map<number, Float32Array>> {
  const wanted = posts.flatMap(({ postId, post }) => {
    const text = embeddedText(post);
    return text === null
      ? []
      : [{ postId, text, contentHash: hashVersion({ title: post.title ?? null, text: post.text }) }];
  });
  const vectors = await readStored({ db }, { wanted, model });
  const missing = wanted.filter(({ postId }) => !vectors.has(postId));
  let known = width ?? [...vectors.values()][0]?.length ?? null;
  for (let start = 0; start < missing.length; start += BATCH) {
    const batch = missing.slice(start, start + BATCH);
    const made = await embedder.embed(
      batch.map(({ text }) => text),
      context.signal,
    );
    const [first] = made;
    known ??= first?.length ?? null;
    if (first && first.length !== known) {
      throw new AppError(
        'upstream',
        `Embeddings: "${model}" sends vectors of ${first.length} dimensions now, and sent ${known} before. Turn the endpoint off and on again in the settings, so that all posts are sent anew.`,
      );
    }
    await context.commit(null, (tx) => store(tx, { batch, made, model }));
    for (const [i, { postId }] of batch.entries()) {
      const vector = made[i];
      if (vector) vectors.set(postId, vector);
    }
  }
  return vectors;
}

type Wanted = { readonly postId: number; readonly text: string; readonly contentHash: string };

async function readStored(
  { db }: { db: Queryable },
  { wanted, model }: { wanted: readonly Wanted[]; model: string },
): Promise<Map<number, Float32Array>> {
  if (wanted.length === 0) return new Map();
  const hashOf = new Map(wanted.map(({ postId, contentHash }) => [postId, contentHash]));
  const rows = await db
    .select({ postId: postVectors.postId, contentHash: postVectors.contentHash, vector: postVectors.vector })
    .from(postVectors)
    .where(and(eq(postVectors.model, model), inArray(postVectors.postId, [...hashOf.keys()])));
  const current = rows.filter(({ postId, contentHash }) => hashOf.get(postId) === contentHash);
  return new Map(current.map(({ postId, vector }) => [postId, toFloats(vector)]));
}

async function store(
  tx: Queryable,
  { batch, made, model }: { batch: readonly Wanted[]; made: readonly Float32Array[]; model: string },
): Promise<void> {
  const rows = batch.flatMap(({ postId, contentHash }, i) => {
    const vector = made[i];
    return vector ? [{ postId, model, contentHash, vector: toBytes(vector) }] : [];
  });
  // A post that was erased while its text was away gets no vector.
  const living = await tx.execute<{ id: string }>(
    sql`select id from posts where deleted_at is null and id in (${sql.join(
      rows.map(({ postId }) => sql`${postId}`),
      sql`, `,
    )}) for share`,
  );
  const ids = new Set(living.rows.map(({ id }) => Number(id)));
  const kept = rows.filter(({ postId }) => ids.has(postId));
  if (kept.length === 0) return;
  await tx
    .insert(postVectors)
    .values(kept)
    .onConflictDoUpdate({
      target: [postVectors.postId, postVectors.model],
      set: { contentHash: sql`excluded.content_hash`, vector: sql`excluded.vector`, createdAt: sql`now()` },
    });
}

function toBytes(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [i, value] of vector.entries()) bytes.writeFloatLE(value, i * 4);
  return bytes;
}

function toFloats(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4));
}
