import { hkdfSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import type { ServerBuild } from '@remix-run/node';
import { createAuth } from '#server/accounts/auth.ts';
import { createFirstLink } from '#server/accounts/create-first-link.ts';
import { type Config, parseConfig } from '#server/config/config.ts';
import { projectRoot } from '#server/config/project-root.ts';
import { openDatabase } from '#server/database/open-database.ts';
import { isAppError } from '#server/errors.ts';
import { createApp } from '#server/http/create-app.ts';
import { openJobQueue } from '#server/jobs/jobs.ts';
import { startJobThread } from '#server/jobs/start-job-thread.ts';
import { createLog } from '#server/log/log.ts';
import { releaseOrphans } from '#server/runs/release-orphans.ts';
import { openKeyring } from '#server/secrets/keyring.ts';

/** Starts the whole product in this process; resolves once it answers. */
async function startServer(settings: Config): Promise<void> {
  const log = createLog(settings.log);
  const database = await openDatabase(settings);
  if (database.home === 'embedded') await releaseOrphans(database);
  const keyring = openKeyring(settings);
  const secret = Buffer.from(hkdfSync('sha256', keyring[0].bytes, '', 'refrain session cookies', 32)).toString(
    'base64',
  );
  const jobs = await openJobQueue(database.pool, { works: false });
  const pages = process.argv.includes('--dev') ? await devPages() : { build: await builtPages() };

  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host ?? undefined, resolve);
  });
  const config = withBoundPort(settings, server.address());
  const auth = createAuth({ db: database.db, config, secret });
  const context = { db: database.db, config, jobs, auth, keyring, log, signInLimits: new Map() };
  server.on('request', createApp(context, pages));
  const worker = config.hasWorker
    ? await startJobThread({ config, connectionString: database.connectionString, log })
    : null;

  log.info(`Refrain is ready at ${config.publicUrl}`);
  if (config.databaseUrl !== null && config.secretKey === null) {
    log.warn(
      `Tokens of trackers are encrypted with the key in ${path.join(config.dataDir, 'secret.key')}. Set REFRAIN_SECRET_KEY before a second server or a worker on another machine shares this database.`,
    );
  }
  const link = await createFirstLink({ db: database.db, publicUrl: config.publicUrl });
  if (link) log.info(`\nCreate the first account with this one-time link:\n\n  ${link}\n`);

  async function stop(): Promise<void> {
    setTimeout(() => process.exit(1), 10_000).unref();
    server.close();
    server.closeAllConnections();
    await worker?.stop();
    await jobs.stop();
    await database.close();
    process.exit(0);
  }
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
}

/** PORT=0 takes any port that is free: then the settings name the one that was taken. */
function withBoundPort(config: Config, address: ReturnType<Server['address']>): Config {
  if (config.port !== 0 || typeof address !== 'object' || !address) return config;
  const hasOwnUrl = config.publicUrl !== 'http://localhost:0';
  return {
    ...config,
    port: address.port,
    publicUrl: hasOwnUrl ? config.publicUrl : `http://localhost:${address.port}`,
  };
}

function builtPages(): Promise<ServerBuild> {
  return import(path.join(projectRoot(), 'build/app/server/index.js')) as Promise<ServerBuild>;
}

async function devPages() {
  const { createServer: createVite } = await import('vite');
  const vite = await createVite({ server: { middlewareMode: true } });
  return {
    vite: vite.middlewares,
    build: () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>,
  };
}

try {
  await startServer(parseConfig(process.env));
} catch (error) {
  if (isAppError(error) || (error instanceof Error && error.name === 'ConfigError'))
    process.stderr.write(`${error.message}\n`);
  else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    process.stderr.write('The port is taken by another program. Stop that one, or set PORT to another number.\n');
  } else process.stderr.write(`Refrain could not start: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
