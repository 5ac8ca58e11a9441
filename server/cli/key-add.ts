import { parseArgs } from 'node:util';
import { ROLES } from '#db/schema.ts';
import { createApiKey } from '#server/accounts/create-api-key.ts';
import { parseConfig } from '#server/config/config.ts';
import { openDatabase } from '#server/database/open-database.ts';
import type { Io } from './refrain.ts';

const USAGE = `refrain key add --role ROLE [--name NAME]

Prints an API key for /api/v1, this once: only its hash is stored.
ROLE is ${ROLES.join(', ')}.
`;

export async function runKeyAdd(argv: string[], { stdout, stderr }: Io): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { role: { type: 'string' }, name: { type: 'string', default: 'command line' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    stdout.write(USAGE);
    return 0;
  }
  const role = ROLES.find((known) => known === values.role);
  if (!role) {
    stderr.write(`--role must be one of ${ROLES.join(', ')}.\n\n${USAGE}`);
    return 2;
  }
  const database = await openDatabase(parseConfig(process.env), { mayShare: true });
  try {
    const { key } = await createApiKey(database, { name: values.name, role });
    stdout.write(`${key}\n`);
    return 0;
  } finally {
    await database.close();
  }
}
