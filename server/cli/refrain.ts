import { isAppError } from '#server/errors.ts';

const USAGE = `Refrain hears what a community keeps repeating.

  refrain analyze FILE     find clusters in a file, without database or server
  refrain import FILE      import posts into the configured database
  refrain erase ID...      erase posts for good, by the ids that their source knows them by
  refrain user add         make a one-time link with which a person creates their account
  refrain key add          make an API key
  refrain COMMAND --help   options of a command
`;

type Command = (argv: string[], io: Io) => Promise<number>;
export type Io = {
  readonly stdout: { readonly write: (text: string) => unknown };
  readonly stderr: { readonly write: (text: string) => unknown };
  readonly isTty: boolean;
};

/** Commands by their words; each module is loaded only when it is called. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  analyze: async () => (await import('./analyze.ts')).runAnalyze,
  import: async () => (await import('./import.ts')).runImportCommand,
  erase: async () => (await import('./erase.ts')).runErase,
  'user add': async () => (await import('./user-add.ts')).runUserAdd,
  'key add': async () => (await import('./key-add.ts')).runKeyAdd,
};

async function main(argv: string[]): Promise<number> {
  const io: Io = { stdout: process.stdout, stderr: process.stderr, isTty: process.stderr.isTTY === true };
  const words = [argv.slice(0, 2).join(' '), argv[0] ?? ''].find((name) => Object.hasOwn(COMMANDS, name));
  const load = words === undefined ? undefined : COMMANDS[words];
  if (!load || words === undefined) {
    const isHelp = argv.length === 0 || argv[0] === '--help' || argv[0] === 'help';
    (isHelp ? io.stdout : io.stderr).write(isHelp ? USAGE : `There is no command "${argv.join(' ')}".\n\n${USAGE}`);
    return isHelp ? 0 : 2;
  }
  const command = await load();
  return command(argv.slice(words.split(' ').length), io);
}

// A reader that closes early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isExpected =
    isAppError(error) ||
    (error instanceof Error &&
      (error.name === 'ConfigError' || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))));
  process.stderr.write(`${isExpected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
}
