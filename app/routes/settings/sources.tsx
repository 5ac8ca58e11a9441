import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { createSource } from '#server/sources/create-source.ts';
import { findSources } from '#server/sources/find-sources.ts';
import { updateSource } from '#server/sources/update-source.ts';
import { redirectWithFlash } from '../../flash.ts';
import { countOf } from '../../format.ts';
import { parseForm } from '../../parse-form.ts';
import { answerProblem } from '../../problem.ts';
import { SettingsHeading } from '../../settings/heading.tsx';
import { Row, Rows, Section } from '../../settings/section.tsx';
import { useSending } from '../../settings/use-sending.ts';
import { PageError } from '../../shell/page-error.tsx';
import { Button, ButtonLink, buttonLook } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { errorOf, ProblemNotice } from '../../ui/problem-notice.tsx';
import { Day } from '../../ui/time.tsx';

export const meta: MetaFunction = () => [{ title: 'Sources · Refrain' }];
const SourceForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('create'), name: z.string(), platform: z.string().default('') }),
  z.object({ intent: z.literal('update'), id: z.coerce.number().int(), name: z.string(), platform: z.string() }),
]);

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { role } = requirePermission(context, request, 'sources.read');
  return { sources: await findSources(context), canWrite: isAllowed(role, 'sources.write') };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'sources.write');
  try {
    const form = parseForm(SourceForm, await request.formData());
    if (form.intent === 'create') {
      const { name } = await createSource(context, { ...form, createdById: actor.userId });
      return redirectWithFlash('/settings/sources', { message: `“${name}” is there. Import posts into it.` });
    }
    await updateSource(context, { sourceId: form.id, name: form.name, platform: form.platform });
    return redirectWithFlash('/settings/sources', { message: 'Saved.' });
  } catch (error) {
    return answerProblem(error);
  }
}

export default function Sources() {
  const { sources, canWrite } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const isSending = useSending();
  return (
    <>
      <SettingsHeading title="Sources">
        Places that posts come from. A post is unique within its source.
      </SettingsHeading>
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={problem} fields={canWrite ? ['name'] : []} />
      </div>
      {sources.length === 0 ? (
        <EmptyState icon="source" title="No source yet" action={<ButtonLink to="/imports">Import a file</ButtonLink>}>
          Importing a file makes one.
        </EmptyState>
      ) : (
        <Rows label="Sources">
          {sources.map((source) => (
            <Row
              key={source.id}
              title={source.name}
              detail={
                <span className="tnum">
                  {[source.platform, countOf(source.postCount, 'post')].filter(Boolean).join(' · ')}
                  {source.lastPostedAt ? (
                    <>
                      , newest <Day at={source.lastPostedAt} />
                    </>
                  ) : null}
                </span>
              }
            >
              {canWrite ? (
                <details className="mt-2">
                  <summary className={buttonLook({ variant: 'ghost', size: 'sm', className: '-ml-2.5' })}>
                    Rename<span className="sr-only"> {source.name}</span>
                  </summary>
                  <Form method="post" className="mt-2 flex flex-wrap items-end gap-2">
                    <input type="hidden" name="id" value={source.id} />
                    <TextField label="Name" name="name" defaultValue={source.name} maxLength={120} required />
                    <TextField label="Platform" name="platform" defaultValue={source.platform ?? ''} maxLength={60} />
                    <Button name="intent" value="update" disabled={isSending('update')}>
                      Save
                    </Button>
                  </Form>
                </details>
              ) : null}
            </Row>
          ))}
        </Rows>
      )}
      {canWrite ? (
        <div className="mt-6">
          <Section title="Add a source" intro="For posts that a program will send.">
            <Form method="post" className="grid items-start gap-3 sm:grid-cols-[1fr_1fr_auto]">
              <TextField
                label="Name"
                name="name"
                maxLength={120}
                required
                placeholder="Our Discord"
                error={errorOf(problem, 'name')}
              />
              <TextField
                label="Platform (optional)"
                name="platform"
                maxLength={60}
                placeholder="Discord"
                hint="Quotes say “a member on …”."
              />
              <Button
                name="intent"
                value="create"
                variant="primary"
                className="max-sm:justify-self-start sm:mt-5"
                disabled={isSending('create')}
              >
                Add
              </Button>
            </Form>
          </Section>
        </div>
      ) : null}
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
