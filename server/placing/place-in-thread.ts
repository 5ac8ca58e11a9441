import { sql } from 'drizzle-orm';
import { kindCorrections, posts } from '#db/schema.ts';
import type { KnownKinds } from '#pipelines/kinds/tell-kinds.ts';
import { selectEnginePosts } from '#server/clusters/engine-post-row.ts';
import { idList } from '#server/clusters/membership.ts';
import { batches } from '#server/clusters/save-finding.ts';
import type { Queryable } from '#server/database/database.ts';
import { readCorrections } from '#server/kinds/read-corrections.ts';
import { readPositions } from '#server/kinds/read-positions.ts';
import { askThread } from '#server/threads/ask-thread.ts';
import type { Ground } from './find-ground.ts';
import type { LaterPost, LearnedPlace, MessageToPlacer, PlacingFinding } from './placing-message.ts';

const PAGE_SIZE = 1000;
const MOST_CORRECTED = 5000;

/**
 * Has a thread learn from posts whose place is known, and place the others.
 * @throws the signal's reason as soon as it aborts.
 */
export function placeInThread(
  { db }: { db: Queryable },
  {
    ground,
    learned,
    laterIds,
    signal,
    onRead,
    onProgress,
  }: {
    ground: Ground;
    /** Root clusters by post. */
    learned: ReadonlyMap<number, Pick<LearnedPlace, 'clusterId' | 'score'>>;
    laterIds: readonly number[];
    signal: AbortSignal;
    onRead: (postCount: number) => void;
    onProgress: (stage: string, doneCount: number, totalCount: number) => void;
  },
): Promise<PlacingFinding> {
  return askThread<MessageToPlacer, PlacingFinding>('placing-thread', {
    feed: async (send) => {
      let readCount = 0;
      for (const ids of batches([...learned.keys()], PAGE_SIZE)) {
        const { numbered } = await selectEnginePosts({ db }, { where: among(ids), limit: ids.length });
        const page = numbered.flatMap(({ postId, post }) => {
          const place = learned.get(postId);
          return place ? [{ post, ...place }] : [];
        });
        send({ kind: 'learned', posts: page });
        readCount += ids.length;
        onRead(readCount);
      }
      for (const ids of batches(laterIds, PAGE_SIZE)) {
        send({ kind: 'later', posts: await readLater({ db }, among(ids), ids.length) });
        readCount += ids.length;
        onRead(readCount);
      }
      send({ kind: 'place', seed: ground.carried.seed, known: await readKnownKinds({ db }, ground) });
    },
    signal,
    onProgress,
  });
}

function among(ids: readonly number[]) {
  return sql`${posts.id} in (${idList(ids)})`;
}

async function readLater(
  { db }: { db: Queryable },
  where: ReturnType<typeof among>,
  limit: number,
): Promise<LaterPost[]> {
  const { numbered } = await selectEnginePosts({ db }, { where, limit });
  const positions = await readPositions({ db }, { ids: numbered.map(({ postId }) => postId) });
  return numbered.map((one) => ({ ...one, position: positions.get(one.postId) ?? null }));
}

async function readKnownKinds({ db }: { db: Queryable }, { thresholds }: Ground): Promise<KnownKinds> {
  const corrected = await readLater(
    { db },
    sql`${posts.id} in (select ${kindCorrections.postId} from ${kindCorrections})`,
    MOST_CORRECTED,
  );
  return {
    thresholds,
    corrections: await readCorrections({ db }),
    corrected: corrected.map(({ post }) => post),
    correctedPositions: corrected.map(({ position }) => position),
  };
}
