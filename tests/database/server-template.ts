import pg from 'pg';
import { connectDatabase } from '#server/database/database.ts';
import { migrateDatabase } from '#server/database/migrate-database.ts';
import { templateName } from './template.ts';

/** Makes the database that the others are copied from, where the server does not have it yet. */
export async function migrateOnServer(serverUrl: string): Promise<void> {
  const name = templateName();
  const isNew = await onServer(serverUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    return rowCount === 0;
  });
  if (!isNew) return;
  const fresh = `${name}_${process.pid}`;
  await onServer(serverUrl, (client) => client.query(`create database ${fresh}`));
  const connection = connectDatabase(urlOf(serverUrl, fresh));
  try {
    await migrateDatabase(connection.pool);
  } finally {
    await connection.close();
  }
  await onServer(serverUrl, (client) => client.query(`alter database ${fresh} rename to ${name}`));
}

/** @returns where the new database is. */
export async function copyOnServer(serverUrl: string, name: string): Promise<string> {
  await onServer(serverUrl, (client) => client.query(`create database ${name} template ${templateName()}`));
  return urlOf(serverUrl, name);
}

export function dropOnServer(serverUrl: string, name: string): Promise<unknown> {
  return onServer(serverUrl, (client) => client.query(`drop database ${name} with (force)`));
}

function urlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer<T>(serverUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
