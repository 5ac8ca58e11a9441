import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useNavigation } from '@remix-run/react';
import { signIn } from '#server/accounts/sign-in.ts';
import { answerProblem } from '../../problem.ts';
import { readReturnPath } from '../../return-path.ts';
import { FrontDoor } from '../../shell/front-door.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Sign in · Refrain' }];

/** Public. */
export function loader({ request, context }: LoaderFunctionArgs) {
  if (context.actor) throw redirect(nextPath(request));
  return null;
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
  const problem = useActionData<typeof action>()?.problem;
  const isBusy = useNavigation().state !== 'idle';
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
