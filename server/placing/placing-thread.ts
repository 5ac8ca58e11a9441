import { parentPort } from 'node:worker_threads';
import { hashVersion } from '#pipelines/evidence/hash-version.ts';
import { learnPlacer } from '#pipelines/placing/learn-placer.ts';
import { createStageRunner } from '#pipelines/stage.ts';
import { tellLaterPosts } from '#pipelines/tell-posts.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import type { ThreadReply } from '#server/threads/ask-thread.ts';
import type { LaterPost, LearnedPlace, MessageToPlacer, PlacingFinding } from './placing-message.ts';

/** The placer in a thread of its own: seconds of arithmetic hold up neither heartbeats nor pages. */
const port = parentPort;
if (!port) throw new Error('this file runs as a worker thread');
const learned: LearnedPlace[] = [];
const later: LaterPost[] = [];

port.on('message', (message: MessageToPlacer) => {
  if (message.kind === 'learned') learned.push(...message.posts);
  else if (message.kind === 'later') later.push(...message.posts);
  else {
    send({ kind: 'answer', answer: placePosts(message) });
    port.close();
  }
});

function send(reply: ThreadReply<PlacingFinding>): void {
  port?.postMessage(reply);
}

function placePosts({ seed, known }: Extract<MessageToPlacer, { kind: 'place' }>): PlacingFinding {
  const { run, timings } = createStageRunner({
    now: () => performance.now(),
    onProgress: (stage, doneCount, totalCount) => send({ kind: 'progress', stage, doneCount, totalCount }),
  });
  const posts = later.map(({ post }) => post);
  const placer = run('learn', learned.length, () =>
    learnPlacer(
      learned.map(({ post, clusterId, score }) => ({
        post,
        clusterKey: clusterId === null ? null : String(clusterId),
        score,
      })),
      { seed },
      readWordVectors(),
    ),
  );
  const places = new Map(
    run('place', posts.length, (tick) => placer.place(posts, tick)).map((placed) => [placed.id, placed]),
  );
  const told = tellLaterPosts(
    posts,
    later.map(({ position }) => position),
    { known, community: learned.map(({ post }) => post) },
    run,
  );
  const byId = new Map(later.map((one) => [one.post.id, one]));
  return {
    placements: later.map(({ postId, version, post }, i) => {
      const place = places.get(post.id);
      const verdict = told.verdicts[i];
      return {
        ...{ postId, postVersion: version },
        clusterKey: place?.clusterKey ?? null,
        score: place?.clusterKey ? place.score : 0,
        kind: verdict?.kind ?? 'other',
        kindScore: verdict?.score ?? 0,
        kinds: (verdict?.labels ?? []).map(({ kind }) => kind),
      };
    }),
    uses: told.uses.flatMap((use) => {
      const told = byId.get(use.postId);
      if (!told) return [];
      const { title = null, text } = told.post;
      return { ...use, postId: told.postId, contentHash: hashVersion({ title, text }) };
    }),
    timings: Object.fromEntries(Object.entries(timings).map(([stage, ms]) => [`${stage}Ms`, Math.round(ms)])),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}
