import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { sources } from '#db/schema.ts';
import { parseConfig } from '#server/config/config.ts';
import { openDatabase } from '#server/database/open-database.ts';
import { eraseByExternalIds } from '#server/erasure/erase-by-external-ids.ts';
import type { Io } from './refrain.ts';

const USAGE = `refrain erase --source NAME ID...

Erases posts for good, by the ids that their source knows them by: words, author, links and everything that took them
over. Words in pushed issues are taken out by the running server. This cannot be undone.
`;

export async function runErase(argv: string[], { stdout, stderr }: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    options: { source: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.help) {
    stdout.write(USAGE);
    return 0;
  }
  if (!values.source || positionals.length === 0) {
    stderr.write(`Name the source and at least one id.\n\n${USAGE}`);
    return 2;
  }
  const { db, close } = await openDatabase(parseConfig(process.env), { mayShare: true });
  try {
    const [source] = await db.select({ id: sources.id }).from(sources).where(sql`${sources.name} = ${values.source}`);
    if (!source) {
      stderr.write(`There is no source "${values.source}".\n`);
      return 1;
    }
    const { id: sourceId } = source;
    const erased = await eraseByExternalIds({ db }, { sourceId, externalIds: positionals });
    const left = positionals.length - erased.erasedCount;
    stdout.write(
      [
        `Erased ${erased.erasedCount} of ${positionals.length}.`,
        left > 0 ? `Not stored in "${values.source}", or erased before: ${left}.` : '',
        erased.reportCount > 0 ? `Reports that lost their words: ${erased.reportCount}.` : '',
        erased.issueCount > 0 ? `Issues that the server takes the words out of now: ${erased.issueCount}.` : '',
      ]
        .filter(Boolean)
        .join(' ')
        .concat('\n'),
    );
    return 0;
  } finally {
    await close();
  }
}
