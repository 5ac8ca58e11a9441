import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useRouteLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { ROLES } from '#db/schema.ts';
import { revokeApiKey } from '#server/accounts/change-person.ts';
import { createApiKey } from '#server/accounts/create-api-key.ts';
import { findApiKeys } from '#server/accounts/find-people.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { formatAgo, formatMoment } from '../../format.ts';
import { parseForm } from '../../parse-form.ts';
import { answerProblem } from '../../problem.ts';
import type { loader as rootLoader } from '../../root.tsx';
import { SettingsHeading } from '../../settings/heading.tsx';
import { RoleChoice } from '../../settings/role-choice.tsx';
import { Row, Rows, Section } from '../../settings/section.tsx';
import { useSending } from '../../settings/use-sending.ts';
import { PageError } from '../../shell/page-error.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonLook } from '../../ui/button.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { errorOf, ProblemNotice } from '../../ui/problem-notice.tsx';
import { ROLE_LOOKS } from '../../ui/role.ts';

export const meta: MetaFunction = () => [{ title: 'API keys · Refrain' }];

const KeyForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('create'),
    name: z
      .string()
      .trim()
      .min(1, 'Name the key after the program that will use it.')
      .max(80, 'Use 80 characters or fewer.'),
    role: z.enum(ROLES, 'Choose a role.'),
  }),
  z.object({ intent: z.literal('revoke'), id: z.coerce.number().int() }),
]);

export async function loader({ context, request }: LoaderFunctionArgs) {
  requirePermission(context, request, 'keys.write');
  return { keys: await findApiKeys(context) };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'keys.write');
  try {
    const form = parseForm(KeyForm, await request.formData());
    if (form.intent === 'create') {
      const { key } = await createApiKey(context, { name: form.name, role: form.role, createdById: actor.userId });
      // The key is in this answer and nowhere else.
      return data({ made: { key, name: form.name }, problem: undefined }, { headers: { 'Cache-Control': 'no-store' } });
    }
    await revokeApiKey(context, { keyId: form.id });
    return redirect('/settings/api-keys');
  } catch (error) {
    return answerProblem(error);
  }
}

export default function ApiKeys() {
  const { keys } = useLoaderData<typeof loader>();
  const nowAt = useRouteLoaderData<typeof rootLoader>('root')?.nowAt ?? 0;
  const result = useActionData<typeof action>();
  const problem = result?.problem;
  const made = result && 'made' in result ? result.made : null;
  const isSending = useSending();
  return (
    <>
      <SettingsHeading title="API keys">
        For programs that call <code className="text-xs">/api/v1</code>. A key may do what its role may.
      </SettingsHeading>
      <ProblemNotice problem={problem} fields={['name']} />
      <Section title="New key">
        {made ? (
          <Notice tone="success" className="mb-4">
            <p className="font-medium">The key for {made.name} is ready.</p>
            <p className="mb-3">Copy it now: it is shown this once, and only its fingerprint is kept.</p>
            <CopyField label="API key" value={made.key} />
          </Notice>
        ) : null}
        <Form method="post" className="space-y-4" key={made?.key}>
          <input type="hidden" name="intent" value="create" />
          <TextField
            label="Name"
            name="name"
            required
            maxLength={80}
            autoComplete="off"
            fieldClassName="max-w-sm"
            hint="The program that will use it, such as “forum sync”."
            error={errorOf(problem, 'name')}
          />
          <RoleChoice legend="Role" chosen="product" />
          <Button variant="primary" disabled={isSending('create')}>
            {isSending('create') ? 'Making the key…' : 'Make a key'}
          </Button>
        </Form>
      </Section>
      <Section title="Keys in use">
        {keys.length === 0 ? (
          <div className="rounded-lg border border-line bg-pane">
            <EmptyState icon="key" title="No key yet">
              Make one to send posts from a script, or to read clusters and reports from another tool.
            </EmptyState>
          </div>
        ) : (
          <Rows label="API keys">
            {keys.map((key) => (
              <Row
                key={key.id}
                title={key.name}
                detail={
                  <>
                    ends in <code>{key.tokenHint}</code>, made {formatAgo(key.createdAt, nowAt)},{' '}
                    {key.lastUsedAt ? (
                      <time dateTime={key.lastUsedAt.toISOString()} title={formatMoment(key.lastUsedAt)}>
                        last used {formatAgo(key.lastUsedAt, nowAt)}
                      </time>
                    ) : (
                      'never used'
                    )}
                  </>
                }
                aside={<Badge tone={key.role === 'admin' ? 'accent' : 'neutral'}>{ROLE_LOOKS[key.role].label}</Badge>}
              >
                <details className="mt-1">
                  <summary className={buttonLook({ variant: 'ghost', size: 'sm', className: '-ml-2.5 max-md:h-9' })}>
                    Revoke…<span className="sr-only"> {key.name}</span>
                  </summary>
                  <Form
                    method="post"
                    className="mt-2 flex flex-wrap items-center justify-between gap-3 rounded-md border border-line bg-ground p-3"
                  >
                    <input type="hidden" name="intent" value="revoke" />
                    <input type="hidden" name="id" value={key.id} />
                    <p className="text-xs text-muted">
                      Programs with this key are refused from now on. This cannot be undone.
                    </p>
                    <Button variant="danger" disabled={isSending('revoke', key.id)}>
                      Revoke this key
                    </Button>
                  </Form>
                </details>
              </Row>
            ))}
          </Rows>
        )}
      </Section>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
