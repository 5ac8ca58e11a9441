import type { Actor } from '#server/accounts/actor.ts';
import type { Auth } from '#server/accounts/auth.ts';
import type { Config } from '#server/config/config.ts';
import type { Database } from '#server/database/database.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import type { Log } from '#server/log/log.ts';

/** What every loader and action gets as `context`. */
export type AppContext = {
  readonly db: Database;
  readonly config: Config;
  readonly jobs: Jobs;
  readonly auth: Auth;
  readonly log: Log;
  /** Who asks; null when nobody is signed in. */
  readonly actor: Actor | null;
  /** For `<script nonce>`; also in the Content-Security-Policy header. */
  readonly nonce: string;
};

declare module '@remix-run/node' {
  // Remix's own way of typing `context`.
  interface AppLoadContext extends AppContext {}
}
