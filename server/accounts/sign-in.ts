import { AppError } from '#server/errors.ts';
import type { Auth } from './auth.ts';

const MAX_FAILURES = 10;
const WINDOW_MS = 15 * 60_000;

/** Counts failed sign-ins per address in this process, so that passwords cannot be guessed at speed. */
export type SignInLimits = Map<string, { count: number; until: number }>;

/**
 * @returns headers that set the session cookie.
 * @throws AppError `unauthenticated` for a wrong address or password (which of them is not told), `too_many`.
 */
export async function signIn(
  { auth, limits }: { auth: Auth; limits: SignInLimits },
  { email, password, request }: { email: string; password: string; request: Request },
): Promise<Headers> {
  const address = email.trim().toLowerCase();
  const now = Date.now();
  const failures = limits.get(address);
  if (failures && failures.until > now && failures.count >= MAX_FAILURES) {
    const minutes = Math.ceil((failures.until - now) / 60_000);
    throw new AppError('too_many', `Too many failed attempts. Try again in ${minutes} minutes.`);
  }
  try {
    const { headers, response } = await auth.api.signInEmail({
      body: { email: address, password },
      headers: request.headers,
      returnHeaders: true,
    });
    if ('banned' in response.user && response.user.banned === true) throw new Error('banned');
    limits.delete(address);
    return headers;
  } catch {
    if (limits.size > 10_000) limits.clear();
    const count = failures && failures.until > now ? failures.count + 1 : 1;
    limits.set(address, { count, until: now + WINDOW_MS });
    throw new AppError('unauthenticated', 'E-mail or password is wrong.', { field: 'password' });
  }
}
