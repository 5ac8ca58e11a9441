import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#server/config/project-root.ts';

/** Data folder of a migrated, empty embedded database; one per state of the migrations. */
export function templateFolder(): string {
  const hash = hashMigrations();
  hash.update(readFileSync(path.join(projectRoot(), 'node_modules/@electric-sql/pglite/package.json')));
  return path.join(projectRoot(), '.cache/test-database', hash.digest('hex').slice(0, 16));
}

/** Name of a migrated, empty database on a PostgreSQL server. */
export function templateName(): string {
  return `refrain_test_template_${hashMigrations().digest('hex').slice(0, 16)}`;
}

function hashMigrations() {
  const migrations = path.join(projectRoot(), 'db/migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(migrations).sort()) {
    if (file.endsWith('.sql'))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(path.join(migrations, file)));
  }
  return hash;
}
