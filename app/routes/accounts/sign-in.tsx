import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { hasPeople } from '#server/accounts/has-people.ts';
import { signIn } from '#server/accounts/sign-in.ts';
import { answerProblem } from '../../problem.ts';
import { readReturnPath } from '../../return-path.ts';
import { FrontDoor } from '../../shell/front-door.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Sign in · Refrain' }];

/** Public. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  if (context.actor) throw redirect(nextPath(request));
  return { isFirstStart: !(await hasPeople(context)) };
}

/** Public. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  try {
    const headers = await signIn(
      { auth: context.auth, limits: context.signInLimits },
      { email: String(form.get('email') ?? ''), password: String(form.get('password') ?? ''), request },
    );
    return redirect(nextPath(request), { headers });
  } catch (error) {
    return answerProblem(error);
  }
}

export default function SignIn() {
  const { isFirstStart } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const isBusy = useNavigation().state !== 'idle';
  if (isFirstStart) {
    return (
      <FrontDoor title="Create the first account" intro="Nobody has an account here yet.">
        <p>
          The terminal that Refrain was started in shows a one-time link. Open it in this browser; it makes you the
          admin.
        </p>
        <p className="mt-3 text-muted">Starting Refrain again prints a new link; earlier ones stop working.</p>
      </FrontDoor>
    );
  }
  return (
    <FrontDoor title="Sign in" intro="What your community keeps repeating, carried to the tracker.">
      <Form method="post" className="space-y-4">
        <ProblemNotice problem={problem} />
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
        <Button variant="primary" size="lg" className="w-full" disabled={isBusy}>
          {isBusy ? 'Signing in…' : 'Sign in'}
        </Button>
      </Form>
    </FrontDoor>
  );
}

function nextPath(request: Request): string {
  return readReturnPath(new URL(request.url).searchParams.get('next'), request.url);
}
