import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { and, eq, isNotNull } from 'drizzle-orm';
import { runParts, runTellings } from '#db/schema.ts';
import type { WorkerDeps } from '#server/jobs/start-worker.ts';
import { describeError } from '#server/log/describe-error.ts';
import type { RunContext } from '#server/runs/run.ts';
import { claimPart } from './claim-part.ts';
import { nameEngine } from './name-engine.ts';
import type { MessageFromOffice, MessageToOffice } from './part-message.ts';

export type Office = {
  /** For the thread that tells. */
  readonly port: MessagePort;
  readonly partSize: number;
  /** Takes all parts back. */
  readonly close: () => Promise<void>;
};

type Deps = Required<Pick<WorkerDeps, 'db' | 'log' | 'help'>>;
type Offer = Extract<MessageToOffice, { kind: 'offer' }>;

const PARTS_PER_INSERT = 50;
/** As many workers as may help one run. */
const MOST_HELPERS = 16;

/** @returns null where no other worker can be. */
export function openOfficeForHelp(
  { db, log, help }: Pick<WorkerDeps, 'db'> & Partial<Deps>,
  context: RunContext,
): Office | null {
  return log && help ? openOffice({ db, log, help }, context) : null;
}

/**
 * Where the parts of a run's telling are given out and come back: the thread that tells asks here, other workers find them in
 * the database. What the database refuses costs help, never the run: its own thread tells everything if need be.
 */
function openOffice({ db, log, help }: Deps, context: RunContext): Office {
  const runId = context.run.id;
  const { workerId } = help;
  const { port1, port2 } = new MessageChannel();
  const helpedBy = new Map<string, number>();
  let tellingId: number | null = null;
  let answered = Promise.resolve();
  port1.on('message', (message: MessageToOffice) => {
    answered = answered.then(async () => port1.postMessage(await answer(message).catch(refuse)));
  });
  return {
    port: port2,
    partSize: help.partSize,
    close: async () => {
      await answered;
      port1.close();
      if (tellingId === null) return;
      await db.delete(runTellings).where(eq(runTellings.id, tellingId)).catch(refuse);
      const helpers = [...helpedBy].map(([worker, partCount]) => `${worker}: ${partCount}`);
      if (helpers.length > 0) log.info('other workers told parts', { runId, helpers: helpers.join(', ') });
    },
  };

  function refuse(error: unknown): MessageFromOffice {
    log.warn('parts are told without help', { runId, error: describeError(error) });
    return { results: [], claimed: null };
  }

  async function answer(message: MessageToOffice): Promise<MessageFromOffice> {
    if (message.kind === 'offer') {
      tellingId = await offer(message);
      return { results: [], claimed: null };
    }
    if (tellingId === null) return { results: [], claimed: null };
    const results = await db
      .delete(runParts)
      .where(and(eq(runParts.tellingId, tellingId), isNotNull(runParts.result)))
      .returning({ position: runParts.position, result: runParts.result, takenBy: runParts.takenBy });
    for (const { takenBy } of results) {
      if (takenBy !== null) helpedBy.set(takenBy, (helpedBy.get(takenBy) ?? 0) + 1);
    }
    const claimed = await claimPart({ db }, { tellingId, workerId });
    return {
      results: results.flatMap(({ position, result }) => (result === null ? [] : { position, result })),
      claimed: claimed?.position ?? null,
    };
  }

  /** An attempt that died may have left parts: they are of what it read. */
  async function offer({ productNames, learned, parts }: Offer): Promise<number> {
    const engine = await nameEngine();
    return context.commit(null, async (tx) => {
      await tx.delete(runTellings).where(eq(runTellings.runId, runId));
      const [telling] = await tx
        .insert(runTellings)
        .values({ runId, workerId, engine, productNames: [...productNames], learned })
        .returning({ id: runTellings.id });
      if (!telling) throw new Error('insert returned no telling');
      const rows = parts.map(({ postIds, marks }, position) => ({
        ...{ tellingId: telling.id, position, postIds: [...postIds], marks },
      }));
      for (let i = 0; i < rows.length; i += PARTS_PER_INSERT) {
        await tx.insert(runParts).values(rows.slice(i, i + PARTS_PER_INSERT));
      }
      for (let i = 1; i < Math.min(parts.length, MOST_HELPERS + 1); i += 1) await help.call(tx, telling.id);
      return telling.id;
    });
  }
}
