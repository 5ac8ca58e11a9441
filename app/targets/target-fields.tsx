import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { Tracker } from '#db/schema.ts';
import type { Problem } from '../problem.ts';
import { useSending } from '../settings/use-sending.ts';
import { Button, buttonLook } from '../ui/button.tsx';
import { TextareaField, TextField } from '../ui/field.tsx';
import { errorOf } from '../ui/problem-notice.tsx';

interface Filled {
  readonly values: Readonly<Record<string, string>>;
  readonly problem: Problem | undefined;
}

/** The settings of a repository or a Jira project. */
export function TargetFields({
  tracker,
  intent,
  targetId,
  submitLabel,
  secretHint,
  hasSecret = false,
  ...filled
}: Filled & {
  tracker: Tracker;
  intent: 'create' | 'update';
  targetId?: number;
  submitLabel: string;
  /** Last characters of the stored token, where they are shown. */
  secretHint?: string | null;
  hasSecret?: boolean;
}) {
  const isSending = useSending();
  const { values, problem } = filled;
  const isApp = Boolean(values.appId);
  const kept = secretHint
    ? `A token ending in ${secretHint} is stored. Leave empty to keep it.`
    : 'Leave empty to keep it.';
  return (
    <Form method="post" className="space-y-4">
      {targetId ? <input type="hidden" name="id" value={targetId} /> : null}
      <input type="hidden" name="tracker" value={tracker} />
      <div className="grid gap-4 sm:grid-cols-2">
        {tracker === 'jira' ? <JiraFields {...filled} /> : <GithubFields {...filled} />}
        {isApp ? null : (
          <TextField
            label={tracker === 'jira' ? 'API token' : 'Token'}
            name="token"
            type="password"
            autoComplete="off"
            required={intent === 'create' && tracker === 'jira'}
            hint={
              hasSecret
                ? kept
                : tracker === 'jira'
                  ? 'From id.atlassian.com, security'
                  : 'Fine-grained, issues: read and write'
            }
            error={errorOf(problem, 'token')}
          />
        )}
        <TextField
          label="Labels (optional)"
          name="labels"
          defaultValue={values.labels}
          placeholder="community, voice"
          hint="Separated by commas; every pushed issue gets them"
          error={errorOf(problem, 'labels.0')}
        />
        <TextField
          label="Name in Refrain (optional)"
          name="name"
          defaultValue={values.name}
          placeholder={tracker === 'jira' ? 'ACME' : 'acme/product'}
          error={errorOf(problem, 'name')}
        />
      </div>
      {tracker === 'jira' ? (
        <Extra summary="Fixed values for fields that Refrain cannot ask for" isOpen={Boolean(values.values)}>
          <TextareaField
            label="Fixed values"
            name="values"
            rows={3}
            defaultValue={values.values}
            placeholder={'{"customfield_10200": {"id": 3}}'}
            className="font-mono text-xs"
            hint="JSON by field id, in the form that Jira’s API takes. “Test connection” names the fields that need one."
            error={errorOf(problem, 'values')}
          />
        </Extra>
      ) : (
        <Extra summary="Use a GitHub App instead of a token" isOpen={isApp}>
          <AppFields {...filled} isStored={isApp && hasSecret} />
        </Extra>
      )}
      <Button name="intent" value={intent} variant="primary" disabled={isSending(intent)}>
        {submitLabel}
      </Button>
    </Form>
  );
}

function GithubFields({ values, problem }: Filled) {
  return (
    <>
      <TextField
        label="Owner"
        name="owner"
        defaultValue={values.owner}
        required
        placeholder="acme"
        autoComplete="off"
        error={errorOf(problem, 'owner')}
      />
      <TextField
        label="Repository"
        name="repo"
        defaultValue={values.repo}
        required
        placeholder="product"
        autoComplete="off"
        error={errorOf(problem, 'repo')}
      />
      <TextField
        label="Address (only for GitHub Enterprise)"
        name="baseUrl"
        defaultValue={values.baseUrl}
        placeholder="https://api.github.com"
        autoComplete="off"
        error={errorOf(problem, 'baseUrl')}
      />
    </>
  );
}

function AppFields({ values, problem, isStored }: Filled & { isStored: boolean }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        label="App ID"
        name="appId"
        inputMode="numeric"
        defaultValue={values.appId}
        error={errorOf(problem, 'app.id')}
      />
      <TextField
        label="Installation ID"
        name="installationId"
        inputMode="numeric"
        defaultValue={values.installationId}
        hint="The number at the end of the installation’s address"
        error={errorOf(problem, 'app.installationId')}
      />
      <TextareaField
        label="Private key"
        name={isStored ? 'token' : 'privateKey'}
        rows={4}
        spellCheck={false}
        autoComplete="off"
        fieldClassName="sm:col-span-2"
        className="font-mono text-xs"
        placeholder="-----BEGIN RSA PRIVATE KEY-----"
        hint={
          isStored
            ? 'A key is stored. Leave empty to keep it.'
            : 'The .pem file that GitHub gave you; takes the place of the token'
        }
      />
    </div>
  );
}

function JiraFields({ values, problem }: Filled) {
  return (
    <>
      <TextField
        label="Site"
        name="baseUrl"
        defaultValue={values.baseUrl}
        required
        placeholder="acme.atlassian.net"
        autoComplete="off"
        error={errorOf(problem, 'baseUrl')}
      />
      <TextField
        label="Project key"
        name="project"
        defaultValue={values.project}
        required
        placeholder="ACME"
        hint="What stands before the numbers of its issues"
        autoComplete="off"
        error={errorOf(problem, 'project')}
      />
      <TextField
        label="E-mail of the account"
        name="email"
        type="email"
        defaultValue={values.email}
        required
        autoComplete="off"
        error={errorOf(problem, 'email')}
      />
    </>
  );
}

function Extra({ summary, isOpen, children }: { summary: string; isOpen: boolean; children: ReactNode }) {
  return (
    <details open={isOpen}>
      <summary className={buttonLook({ variant: 'ghost', size: 'sm', className: '-ml-2.5' })}>{summary}</summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}
