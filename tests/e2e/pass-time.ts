import pg from 'pg';
import { embeddedConnectionString } from '#server/database/embedded/start-embedded-database.ts';

/** Moves what a running Refrain waits for into the past, as if an hour had gone by. */
export async function passAnHour({ dataDir }: { readonly dataDir: string }): Promise<void> {
  const client = new pg.Client(embeddedConnectionString(dataDir));
  await client.connect();
  try {
    await client.query(`
      update pushes set last_sent_at = last_sent_at - interval '1 hour', first_sent_at = first_sent_at - interval '1 hour',
        lease_until = lease_until - interval '1 hour', evidence_at = evidence_at - interval '1 hour'`);
    await client.query(`update runs set not_before_at = not_before_at - interval '1 hour'`);
    await client.query(`update pgboss.job set start_after = start_after - interval '1 hour' where state = 'created'`);
  } finally {
    await client.end();
  }
}
