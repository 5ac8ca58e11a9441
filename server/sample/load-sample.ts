import { and, desc, eq, sql } from 'drizzle-orm';
import { runs, sources, workspace } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Database, Queryable } from '#server/database/database.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import { createRun } from '#server/runs/create-run.ts';
import type { Run } from '#server/runs/run.ts';
import { type SamplePlatform, sampleCommunity } from './about.ts';
import { SampleInput } from './sample-input.ts';

const PLATFORM_NAMES: Readonly<Record<SamplePlatform, string>> = {
  discord: 'Discord',
  forum: 'Forum',
  reddit: 'Reddit',
};

/**
 * Sets up the sample's sources and queues the import of its posts, which is followed by a clustering run. Asked again,
 * also at the same moment, it gives the run that is there.
 */
export async function loadSample(
  { db, jobs }: { db: Database; jobs: Jobs },
  { actor }: { actor: Pick<Actor, 'userId'> },
): Promise<Run> {
  return db.transaction(async (tx) => {
    const [state] = await tx
      .select({ loadedAt: workspace.sampleLoadedAt })
      .from(workspace)
      .where(eq(workspace.id, 1))
      .for('update');
    const loaded = state?.loadedAt ? await findSampleRun(tx) : undefined;
    if (loaded) return loaded;

    const sourceIds: Partial<Record<SamplePlatform, number>> = {};
    for (const source of sampleCommunity.sources) sourceIds[source.platform] = await saveSource(tx, source, actor);
    const input = SampleInput.parse({ sample: true, thenCluster: true, sourceIds });
    const title = `Import the sample community (${sampleCommunity.communityName})`;
    await tx.update(workspace).set({ sampleLoadedAt: sql`now()` }).where(eq(workspace.id, 1));
    return createRun({ tx, jobs }, { kind: 'import', title, input, createdById: actor.userId });
  });
}

async function findSampleRun(tx: Queryable): Promise<Run | undefined> {
  const [run] = await tx
    .select()
    .from(runs)
    .where(and(eq(runs.kind, 'import'), sql`${runs.input}->>'sample' = 'true'`))
    .orderBy(desc(runs.id))
    .limit(1);
  return run;
}

/** A team may have a source of that name already; the sample never writes into it. */
async function saveSource(
  tx: Queryable,
  { platform, name, url }: (typeof sampleCommunity.sources)[number],
  actor: Pick<Actor, 'userId'>,
): Promise<number> {
  for (const candidate of [name, `${name} (sample)`]) {
    const values = { kind: 'sample' as const, platform: PLATFORM_NAMES[platform], config: { url } };
    await tx
      .insert(sources)
      .values({ ...values, name: candidate, createdById: actor.userId })
      .onConflictDoNothing({ target: sources.name });
    const [source] = await tx
      .select({ id: sources.id })
      .from(sources)
      .where(and(eq(sources.name, candidate), eq(sources.kind, 'sample')));
    if (source) return source.id;
  }
  throw new Error(`no name is free for the sample's source ${platform}`);
}
