import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import {
  Form,
  isRouteErrorResponse,
  useActionData,
  useLoaderData,
  useNavigation,
  useRouteError,
} from '@remix-run/react';
import { acceptInvitation } from '#server/accounts/accept-invitation.ts';
import { getInvitation } from '#server/accounts/get-invitation.ts';
import { signIn } from '#server/accounts/sign-in.ts';
import { answerProblem, load } from '../../problem.ts';
import { FrontDoor } from '../../shell/front-door.tsx';
import { WholePageError } from '../../shell/page-error.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { errorOf, ProblemNotice } from '../../ui/problem-notice.tsx';
import { ROLE_LOOKS } from '../../ui/role.ts';

export const meta: MetaFunction = () => [{ title: 'Create your account · Refrain' }];
const FIELDS = ['name', 'email', 'password'];

/** Public: the one-time token in the link is the key. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { email, name, role } = await load(getInvitation(context, { token: readToken(request) }));
  return { email, name, role };
}

/** Public: the one-time token in the link is the key. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const [name, password, typedEmail] = ['name', 'password', 'email'].map((field) => String(form.get(field) ?? ''));
  try {
    const token = readToken(request);
    const { email } = await getInvitation(context, { token });
    const account = { email: email ?? typedEmail ?? '', name: name ?? '', password: password ?? '' };
    await acceptInvitation(context, { token, ...account });
    const headers = await signIn({ auth: context.auth, limits: context.signInLimits }, { ...account, request });
    return redirect('/', { headers });
  } catch (error) {
    return answerProblem(error);
  }
}

export default function Setup() {
  const { email, name, role } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const isBusy = useNavigation().state !== 'idle';
  return (
    <FrontDoor
      title="Create your account"
      intro={
        <>
          You join as <strong className="font-medium text-ink">{ROLE_LOOKS[role].label.toLowerCase()}</strong>:{' '}
          {ROLE_LOOKS[role].does}
        </>
      }
    >
      <Form method="post" className="space-y-4">
        <ProblemNotice problem={problem} fields={FIELDS} />
        <TextField
          label="Name"
          name="name"
          autoComplete="name"
          defaultValue={name ?? ''}
          hint="Others see it beside what you decide."
          error={errorOf(problem, 'name')}
          required
          autoFocus
        />
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={email ?? ''}
          readOnly={email !== null}
          error={errorOf(problem, 'email')}
          required
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={12}
          hint="At least 12 characters. A sentence is fine."
          error={errorOf(problem, 'password')}
          required
        />
        <Button variant="primary" size="lg" className="w-full" disabled={isBusy}>
          {isBusy ? 'Creating…' : 'Create account'}
        </Button>
      </Form>
    </FrontDoor>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  if (!isRouteErrorResponse(error) || error.status !== 404) return <WholePageError />;
  return (
    <FrontDoor title="This link no longer works" intro={error.data}>
      <ButtonLink to="/sign-in">Sign in</ButtonLink>
    </FrontDoor>
  );
}

function readToken(request: Request): string {
  return new URL(request.url).searchParams.get('token') ?? '';
}
