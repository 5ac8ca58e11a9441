import type { Auth } from './auth.ts';

/** Ends the session that the request's cookie names. @returns headers that take the cookie back. */
export async function signOut({ auth }: { auth: Auth }, { headers }: { headers: Headers }): Promise<Headers> {
  const answer = await auth.api.signOut({ headers, returnHeaders: true });
  return answer.headers;
}
