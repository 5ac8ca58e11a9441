import type { EnginePost } from '#pipelines/post.ts';
import type { PostMeanings } from '#pipelines/vectors/post-vectors.ts';
import { AppError } from '#server/errors.ts';
import type { Embedder } from './create-embedder.ts';
import { BATCH, embeddedText } from './embedded-text.ts';

/** Vectors of posts that stand in no database. @throws AppError `upstream` as the embedder does. */
export async function embedEnginePosts(
  posts: readonly EnginePost[],
  { embedder, model }: { embedder: Embedder; model: string },
): Promise<PostMeanings> {
  const of = new Map<string, Float32Array>();
  const wanted = posts.flatMap((post) => {
    const text = embeddedText(post);
    return text === null ? [] : [{ id: post.id, text }];
  });
  const never = new AbortController();
  let width: number | null = null;
  for (let start = 0; start < wanted.length; start += BATCH) {
    const batch = wanted.slice(start, start + BATCH);
    const made = await embedder.embed(
      batch.map(({ text }) => text),
      never.signal,
    );
    for (const [i, vector] of made.entries()) {
      width ??= vector.length;
      if (vector.length !== width)
        throw new AppError('upstream', `Embeddings: "${model}" sends vectors of different widths. Take another model.`);
      of.set(batch[i]?.id ?? '', vector);
    }
  }
  return { model, width: width ?? 1, of };
}
