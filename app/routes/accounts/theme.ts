import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { readReturnPath } from '../../return-path.ts';
import { toTheme, writeTheme } from '../../theme.ts';

/** Public: a theme is nobody's secret, and the sign-in page has one too. */
export async function action({ request }: ActionFunctionArgs) {
  const theme = toTheme((await request.formData()).get('theme'));
  return redirect(readReturnPath(request.headers.get('Referer'), request.url), {
    headers: { 'Set-Cookie': writeTheme(theme) },
  });
}

export function loader() {
  return redirect('/');
}
