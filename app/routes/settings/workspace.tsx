import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { getWorkspace } from '#server/workspace/get-workspace.ts';
import { renameWorkspace } from '#server/workspace/rename-workspace.ts';
import { redirectWithFlash } from '../../flash.ts';
import { parseForm } from '../../parse-form.ts';
import { answerProblem } from '../../problem.ts';
import { SettingsHeading } from '../../settings/heading.tsx';
import { useSending } from '../../settings/use-sending.ts';
import { PageError } from '../../shell/page-error.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { errorOf, ProblemNotice } from '../../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Workspace · Refrain' }];
const WorkspaceForm = z.object({ name: z.string() });

export async function loader({ context, request }: LoaderFunctionArgs) {
  requirePermission(context, request, 'workspace.write');
  const { name } = await getWorkspace(context);
  return { name };
}

export async function action({ context, request }: ActionFunctionArgs) {
  requirePermission(context, request, 'workspace.write');
  try {
    await renameWorkspace(context, parseForm(WorkspaceForm, await request.formData()));
    return redirectWithFlash('/settings/workspace', { message: 'Saved.' });
  } catch (error) {
    return answerProblem(error);
  }
}

export default function Workspace() {
  const { name } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const isSending = useSending();
  return (
    <>
      <SettingsHeading title="Workspace">What your team calls this place.</SettingsHeading>
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={problem} fields={['name']} />
      </div>
      <Form method="post" className="space-y-4">
        <TextField
          label="Name"
          name="name"
          defaultValue={name}
          maxLength={80}
          required
          fieldClassName="max-w-sm"
          hint="It heads the overview."
          error={errorOf(problem, 'name')}
        />
        <Button name="intent" value="rename" variant="primary" disabled={isSending('rename')}>
          Save
        </Button>
      </Form>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
