import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { signOut } from '#server/accounts/sign-out.ts';

/** Public: whoever has no session has nothing to end. */
export async function action({ request, context }: ActionFunctionArgs) {
  const headers = await signOut(context, { headers: request.headers });
  return redirect('/sign-in', { headers });
}

export function loader() {
  return redirect('/');
}
