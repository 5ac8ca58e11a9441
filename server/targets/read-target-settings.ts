import { z } from 'zod';
import type { Tracker } from '#db/schema.ts';
import { AppError } from '#server/errors.ts';
import { checkAddress } from '#server/outbound/check-address.ts';
import { getTracker } from '#server/trackers/registry.ts';

export type TargetSettings = {
  readonly baseUrl: string;
  readonly config: Record<string, unknown>;
  /** What the target is called when nobody names it. */
  readonly name: string;
};

/** Parses what a person entered for a target. @throws AppError `invalid` with what to enter instead. */
export function readTargetSettings(
  { allowedHosts }: { readonly allowedHosts: readonly string[] },
  { tracker, baseUrl, config }: { tracker: Tracker; baseUrl: string; config: unknown },
): TargetSettings {
  const adapter = getTracker(tracker);
  const address = adapter.normaliseBaseUrl(baseUrl);
  const verdict = checkAddress(address, { allowedHosts });
  if (!verdict.ok) throw new AppError('invalid', verdict.message, { field: 'baseUrl', reason: verdict.fault });
  try {
    const parsed = adapter.parseConfig(config);
    return { baseUrl: address, config: parsed as Record<string, unknown>, name: adapter.nameTarget(parsed) };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    if (issue?.code === 'unrecognized_keys') {
      const [key = ''] = issue.keys;
      const field = [...issue.path, key].join('.');
      throw new AppError('invalid', `There is no setting "${field}" for this tracker. Leave it out.`, { field });
    }
    throw new AppError('invalid', issue?.message ?? 'The settings of this target are wrong.', {
      field: issue?.path.join('.') ?? 'config',
    });
  }
}

/** @throws AppError `invalid` for a token that no header could carry. */
export function readToken(token: string): string {
  const text = token.trim();
  // The private key of a GitHub App is the one secret of several lines.
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----\s[\s\S]{100,8000}-----END [A-Z ]*PRIVATE KEY-----$/.test(text)) return text;
  if (!/^[\x21-\x7E]{1,500}$/.test(text)) {
    throw new AppError('invalid', 'Enter the token as the tracker shows it, without spaces.', { field: 'token' });
  }
  return text;
}
