import pg from 'pg';
import { AppError, isAppError } from '#server/errors.ts';

/**
 * What a person can do when the PostgreSQL of `DATABASE_URL` cannot be used. Names host and database, never the password.
 * @returns AppError `unavailable`, or the error itself when it is not about the connection.
 */
export function explainFailure(error: unknown, connectionString: string): unknown {
  if (isAppError(error)) return error;
  const { host, port, database, user } = new pg.Client({ connectionString });
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const place = host.startsWith('/') ? host : `${host}:${port}`;
  const message = describe();
  return message === null ? error : new AppError('unavailable', message, {}, error);

  function describe(): string | null {
    if (/^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|ENOENT)/.test(code) || isTimeout(error)) {
      return `No PostgreSQL answers at ${place}${code ? ` (${code})` : ''}. Check that it runs and that DATABASE_URL names it.`;
    }
    if (code.startsWith('28'))
      return `PostgreSQL at ${place} does not let "${user}" in. Check user and password in DATABASE_URL.`;
    if (code === '3D000') {
      return `PostgreSQL at ${place} has no database "${database}". Create it (createdb ${database}), or name another in DATABASE_URL.`;
    }
    if (code === '42501') {
      return `"${user}" may not create tables in the database "${database}" at ${place}. Make it the owner of the database.`;
    }
    return null;
  }
}

/** `pg` gives it no code. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout exceeded when trying to connect|Connection terminated/.test(error.message);
}
