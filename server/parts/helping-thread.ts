import { parentPort, workerData } from 'node:worker_threads';
import { createTeller, type TellerGround, tellPart } from '#pipelines/tell-parts.ts';
import type { MessageFromHelper, MessageToHelper } from './part-message.ts';
import { createDigester, writeResult } from './part-result.ts';

/** Tells parts of a run that another worker works on. */
const ground = workerData as TellerGround;
const teller = createTeller(ground);
const digest = createDigester(ground.learned);

parentPort?.on('message', ({ posts }: MessageToHelper) => {
  const answer: MessageFromHelper = { result: writeResult(tellPart(teller, posts), digest(posts)) };
  parentPort?.postMessage(answer);
});
