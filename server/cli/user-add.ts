import { parseArgs } from 'node:util';
import { ROLES } from '#db/schema.ts';
import { createInvitation } from '#server/accounts/create-invitation.ts';
import { parseConfig } from '#server/config/config.ts';
import { openDatabase } from '#server/database/open-database.ts';
import type { Io } from './refrain.ts';

const USAGE = `refrain user add --email ADDRESS --role ROLE [--name NAME]

Prints a one-time link, good for seven days, with which the person sets a password.
ROLE is ${ROLES.join(', ')}.
`;

export async function runUserAdd(argv: string[], { stdout, stderr }: Io): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      email: { type: 'string' },
      role: { type: 'string' },
      name: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    stdout.write(USAGE);
    return 0;
  }
  const role = ROLES.find((known) => known === values.role);
  if (!values.email?.includes('@') || !role) {
    stderr.write(
      `${role ? '--email must be an e-mail address.' : `--role must be one of ${ROLES.join(', ')}.`}\n\n${USAGE}`,
    );
    return 2;
  }
  const config = parseConfig(process.env);
  const database = await openDatabase(config, { mayShare: true });
  try {
    const { url } = await createInvitation(
      { db: database.db, publicUrl: config.publicUrl },
      { role, email: values.email, name: values.name ?? null },
    );
    stdout.write(`${url}\n`);
    return 0;
  } finally {
    await database.close();
  }
}
