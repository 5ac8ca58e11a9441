import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { Tracker } from '#db/schema.ts';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { ERROR_STATUS, isAppError } from '#server/errors.ts';
import { findTargets } from '#server/targets/find-targets.ts';
import { SettingsHeading } from '../../settings/heading.tsx';
import { Rows, Section } from '../../settings/section.tsx';
import { PageError } from '../../shell/page-error.tsx';
import { changeTarget } from '../../targets/change-target.ts';
import { TargetFields } from '../../targets/target-fields.tsx';
import { readSettings, TargetRow } from '../../targets/target-row.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Trackers · Refrain' }];

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { role } = requirePermission(context, request, 'targets.read');
  const targets = await findTargets(context, { includesDisabled: true });
  return {
    targets: targets.map(({ config, ...target }) => ({ ...target, settings: readSettings(config) })),
    canWrite: isAllowed(role, 'targets.write'),
  };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'targets.write');
  const form = await request.formData();
  const targetId = Number(form.get('id')) || null;
  try {
    return await changeTarget(context, { form, actor });
  } catch (error) {
    if (!isAppError(error)) throw error;
    const field = typeof error.details.field === 'string' ? error.details.field : null;
    // The token is never sent back; everything else that was typed is.
    const typed = Object.fromEntries(
      [...form].filter(([name]) => name !== 'token' && name !== 'privateKey').map(([k, v]) => [k, String(v)]),
    );
    const problem = { message: error.message, field };
    return data({ targetId, problem, typed, check: null, webhook: null }, { status: ERROR_STATUS[error.code] });
  }
}

export default function Targets() {
  const { targets, canWrite } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const isNew = result !== undefined && result.targetId === null;
  const filled = (tracker: Tracker) => {
    const isMeant = isNew && (result?.typed?.tracker ?? 'github') === tracker;
    return {
      ...{ tracker, intent: 'create' as const, values: isMeant ? (result?.typed ?? {}) : {} },
      problem: isMeant ? (result?.problem ?? undefined) : undefined,
    };
  };
  return (
    <>
      <SettingsHeading title="Trackers">
        Repositories and Jira projects that reports can be pushed to. Tokens are encrypted and never shown again.
      </SettingsHeading>
      {targets.length === 0 ? (
        canWrite ? null : (
          <EmptyState icon="target" title="No tracker yet">
            An admin connects the repository or project where the product team works.
          </EmptyState>
        )
      ) : (
        <Rows label="Trackers">
          {targets.map((target) => (
            <TargetRow
              key={target.id}
              target={target}
              canWrite={canWrite}
              result={result?.targetId === target.id ? result : undefined}
            />
          ))}
        </Rows>
      )}
      {canWrite ? (
        <div className="mt-8">
          <div className="mb-4 empty:hidden">
            <ProblemNotice problem={isNew ? (result?.problem ?? undefined) : undefined} fields={FIELDS} />
          </div>
          <Section
            title="Add a GitHub repository"
            intro="With a fine-grained token that may read and write issues of this repository, and nothing else."
          >
            <TargetFields key={targets.length} {...filled('github')} submitLabel="Add the repository" />
          </Section>
          <Section
            title="Add a Jira project"
            intro="Jira Cloud, with the e-mail address of an account and an API token of it. Issues carry that account’s name."
          >
            <TargetFields key={targets.length} {...filled('jira')} submitLabel="Add the project" />
          </Section>
        </div>
      ) : null}
    </>
  );
}

const FIELDS = [
  'name',
  'baseUrl',
  'owner',
  'repo',
  'app.id',
  'app.installationId',
  'email',
  'project',
  'values',
  'token',
  'labels.0',
];

export function ErrorBoundary() {
  return <PageError />;
}
