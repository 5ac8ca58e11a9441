import { sql } from 'drizzle-orm';
import { type Tracker, targets } from '#db/schema.ts';

/** A target as people see it: of its secret only the hint. */
export type Target = {
  readonly id: number;
  readonly tracker: Tracker;
  readonly name: string;
  readonly baseUrl: string;
  readonly config: Record<string, unknown>;
  readonly hasSecret: boolean;
  readonly secretHint: string | null;
  /** Whether its tracker may send webhooks. */
  readonly hasWebhook: boolean;
  readonly createdAt: Date;
  readonly checkedAt: Date | null;
  readonly disabledAt: Date | null;
};

/** Every reader of targets selects these and no others, so that the secret never leaves the database by accident. */
export const targetColumns = {
  id: targets.id,
  tracker: targets.tracker,
  name: targets.name,
  baseUrl: targets.baseUrl,
  config: targets.config,
  hasSecret: sql<boolean>`${targets.secret} is not null`,
  secretHint: targets.secretHint,
  hasWebhook: sql<boolean>`${targets.webhookSecret} is not null`,
  createdAt: targets.createdAt,
  checkedAt: targets.checkedAt,
  disabledAt: targets.disabledAt,
};

/** Names the row inside its encrypted secret. */
export function secretRow(targetId: number): string {
  return `targets:${targetId}`;
}

export function webhookSecretRow(targetId: number): string {
  return `targets:${targetId}:webhook`;
}
