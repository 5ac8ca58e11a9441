import type { Role } from '#db/schema.ts';
import type { Theme } from '../theme.ts';

export interface SignedIn {
  readonly name: string;
  readonly role: Role;
}

export interface Coverage {
  readonly postCount: number;
  readonly placedCount: number;
}

/** What the frame around every page shows. */
export interface ShellState {
  readonly user: SignedIn;
  readonly theme: Theme;
  readonly coverage: Coverage | null;
  readonly openRunCount: number;
}
