import { Form } from '@remix-run/react';
import type { Problem } from '../problem.ts';
import { useSending } from '../settings/use-sending.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { errorOf } from '../ui/problem-notice.tsx';

/** The settings of a GitHub repository. */
export function TargetFields({
  intent,
  targetId,
  submitLabel,
  values,
  secretHint,
  problem,
}: {
  intent: 'create' | 'update';
  targetId?: number;
  submitLabel: string;
  values: Readonly<Record<string, string>>;
  /** Last characters of the stored token; undefined when there is none. */
  secretHint?: string | null;
  problem: Problem | undefined;
}) {
  const isSending = useSending();
  return (
    <Form method="post" className="space-y-4">
      {targetId ? <input type="hidden" name="id" value={targetId} /> : null}
      <div className="grid gap-4 sm:grid-cols-2">
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
        <TextField
          label="Token"
          name="token"
          type="password"
          autoComplete="off"
          required={intent === 'create'}
          hint={
            secretHint
              ? `A token ending in ${secretHint} is stored. Leave empty to keep it.`
              : 'Fine-grained, issues: read and write'
          }
          error={errorOf(problem, 'token')}
        />
        <TextField
          label="Labels (optional)"
          name="labels"
          defaultValue={values.labels}
          placeholder="community, voice"
          hint="Separated by commas; every pushed issue gets them"
        />
        <TextField
          label="Name in Refrain (optional)"
          name="name"
          defaultValue={values.name}
          placeholder="acme/product"
          error={errorOf(problem, 'name')}
        />
      </div>
      <Button name="intent" value={intent} variant="primary" disabled={isSending(intent)}>
        {submitLabel}
      </Button>
    </Form>
  );
}
