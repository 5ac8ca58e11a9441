import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'drizzle-orm';
import { projectRoot } from '#server/config/project-root.ts';
import type { Queryable } from '#server/database/database.ts';
import { loadLanguageDetector } from '#server/imports/detect-language.ts';
import type { ImportItem } from '#server/imports/import-item.ts';
import { addCounts, NO_POSTS, savePosts } from '#server/posts/save-posts.ts';
import type { RunContext } from '#server/runs/run.ts';
import { type SamplePlatform, sampleCommunity } from './about.ts';
import { SampleInput } from './sample-input.ts';
import { readSamplePost } from './sample-post.ts';

/** Whether an import run is the sample's: it has no upload to read. */
export function isSampleRun({ input }: { input: Record<string, unknown> }): boolean {
  return input.sample === true;
}

/** Stores the sample's posts in one transaction: they are few, and half a sample is no sample. */
export async function importSample(_deps: unknown, context: RunContext): Promise<Record<string, unknown>> {
  const { sourceIds } = SampleInput.parse(context.run.input);
  const detectLanguage = await loadLanguageDetector();
  const bySource = await readSample();
  const platforms = [...bySource.keys()];
  const readCount = [...bySource.values()].reduce((sum, items) => sum + items.length, 0);
  context.report({ stage: 'Reading posts', doneCount: 0, totalCount: readCount });

  const counts = await context.commit(null, async (tx) => {
    let total = NO_POSTS;
    for (const platform of platforms) {
      const items = bySource.get(platform) ?? [];
      const saved = await savePosts(
        { tx, detectLanguage },
        { sourceId: sourceIds[platform], items, startedAt: context.run.createdAt },
      );
      total = addCounts(total, saved);
    }
    await joinAuthors(tx, Object.values(sourceIds));
    return total;
  });
  context.report({ doneCount: readCount });
  return { readCount, rejectedCount: 0, ...counts, warnings: {}, sourceIds: Object.values(sourceIds) };
}

async function readSample(): Promise<Map<SamplePlatform, ImportItem[]>> {
  const file = path.join(projectRoot(), 'server/sample', sampleCommunity.fileName);
  const bySource = new Map<SamplePlatform, ImportItem[]>();
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    if (line.trim() === '') continue;
    const { platform, item } = readSamplePost(line);
    bySource.set(platform, [...(bySource.get(platform) ?? []), item]);
  }
  return bySource;
}

/** One id stands for one person in the whole sample, so whoever writes in two places is one voice. */
async function joinAuthors(tx: Queryable, sourceIds: readonly number[]): Promise<void> {
  const ids = sql.param(sourceIds);
  await tx.execute(sql`
    update authors a set same_as_id = person.id
    from (
      select external_id, min(id) as id from authors where source_id = any(${ids}::bigint[]) group by external_id
    ) person
    where a.source_id = any(${ids}::bigint[]) and a.external_id = person.external_id and a.id <> person.id
      and a.same_as_id is distinct from person.id`);
}
