import type { KindCorrection } from '#pipelines/kinds/correction.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { createTeller, joinParts, prepareTelling, type ToldPart, tellPart } from '#pipelines/tell-parts.ts';
import type { ToldPosts } from '#pipelines/tell-posts.ts';
import type { TellingOffice } from '#server/engine/telling-message.ts';
import { writeMarks } from './marks.ts';
import type { MessageFromOffice, MessageToOffice } from './part-message.ts';
import { createDigester, readResult } from './part-result.ts';

/**
 * Tells posts part by part, beside other workers that take parts, too. Whatever others have taken and not told when nothing
 * else is left is told here: nobody is waited for.
 *
 * @param posts in code-unit order of their ids.
 * @param options.office where `MessageToOffice` are answered.
 */
export async function tellInParts(
  posts: readonly EnginePost[],
  {
    corrections,
    office: { port, postIds, partSize },
    onTold,
  }: {
    corrections: readonly KindCorrection[] | undefined;
    office: TellingOffice;
    /** Called for every post, and whenever the office has answered. */
    onTold: () => void;
  },
): Promise<ToldPosts> {
  const ground = prepareTelling(posts, corrections);
  const teller = createTeller(ground);
  const digest = createDigester(ground.learned);
  const starts = Array.from({ length: Math.ceil(posts.length / partSize) }, (_, i) => i * partSize);
  const parts = starts.map((start) => ground.placed.slice(start, start + partSize));
  const rowOf = (id: string): number => {
    const row = postIds.get(id);
    if (row === undefined) throw new Error('a post came without the number of its row');
    return row;
  };
  const ask = (message: MessageToOffice) =>
    new Promise<MessageFromOffice>((resolve) => {
      port.once('message', (answer: MessageFromOffice) => {
        onTold();
        resolve(answer);
      });
      port.postMessage(message);
    });

  await ask({
    kind: 'offer',
    productNames: ground.productNames,
    learned: ground.learned.map(({ postId, position, labels, judged }) => ({
      ...{ postId: rowOf(postId), position, labels, judged },
    })),
    parts: parts.map((part, i) => ({
      postIds: posts.slice(starts[i], (starts[i] ?? 0) + part.length).map(({ id }) => rowOf(id)),
      marks: writeMarks(part),
    })),
  });
  const told: (ToldPart | undefined)[] = parts.map(() => undefined);
  for (;;) {
    const { results, claimed } = await ask({ kind: 'next' });
    for (const { position, result } of results) {
      const part = parts[position];
      // Posts that changed after this run had read them are told here, as it read them.
      if (part !== undefined && result.digest === digest(part)) told[position] ??= readResult(result);
    }
    const position = claimed ?? told.indexOf(undefined);
    const part = parts[position];
    if (part !== undefined) told[position] ??= tellPart(teller, part, onTold);
    const all = told.filter((one) => one !== undefined);
    if (all.length < parts.length) continue;
    port.close();
    return joinParts(posts, ground, { parts: all, corrections });
  }
}
