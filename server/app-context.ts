import type { Actor } from '#server/accounts/actor.ts';
import type { Auth } from '#server/accounts/auth.ts';
import type { SignInLimits } from '#server/accounts/sign-in.ts';
import type { Config } from '#server/config/config.ts';
import type { Database } from '#server/database/database.ts';
import type { Jobs } from '#server/jobs/jobs.ts';
import type { Log } from '#server/log/log.ts';
import type { Keyring } from '#server/secrets/keyring.ts';

/** What every loader and action gets as `context`. */
export type AppContext = {
  readonly db: Database;
  readonly config: Config;
  readonly jobs: Jobs;
  readonly auth: Auth;
  readonly signInLimits: SignInLimits;
  /** Keys that trackers' secrets are encrypted with. */
  readonly keyring: Keyring;
  readonly log: Log;
  /** Who asks; null when nobody is signed in. */
  readonly actor: Actor | null;
};

declare module '@remix-run/node' {
  // Remix's own way of typing `context`.
  interface AppLoadContext extends AppContext {}
}
