import { redirect } from '@remix-run/node';

/** One word after an act, with the way back where there is one. */
export interface Flash {
  readonly message: string;
  /** A form that takes the act back. */
  readonly undo?: { readonly action: string; readonly fields: Readonly<Record<string, string | readonly string[]>> };
}

const COOKIE = 'refrain_flash';
const LIFE_SECONDS = 30;
// A cookie holds 4 KB; what does not fit is said without the way back.
const MAX_LENGTH = 3500;

/** Ends an action: back to a page that says what was done. The word travels in a short-lived cookie, so it needs no scripts. */
export function redirectWithFlash(to: string, flash: Flash): Response {
  const full = encode(flash);
  const value = full.length <= MAX_LENGTH ? full : encode({ message: flash.message });
  return redirect(to, {
    headers: { 'Set-Cookie': `${COOKIE}=${value}; Path=/; Max-Age=${LIFE_SECONDS}; HttpOnly; SameSite=Lax` },
  });
}

export function readFlash(request: Request): Flash | null {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]+)`).exec(request.headers.get('Cookie') ?? '')?.[1];
  if (!value) return null;
  try {
    const flash: unknown = JSON.parse(Buffer.from(value, 'base64url').toString());
    return isFlash(flash) ? flash : null;
  } catch {
    // Cut off or made up: there is nothing to say.
    return null;
  }
}

export const CLEARED_FLASH = `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;

function encode(flash: Flash): string {
  return Buffer.from(JSON.stringify(flash)).toString('base64url');
}

function isFlash(value: unknown): value is Flash {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}
