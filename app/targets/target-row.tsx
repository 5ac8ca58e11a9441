import { Form } from '@remix-run/react';
import type { Target } from '#server/targets/target.ts';
import type { ConnectionCheck } from '#server/trackers/tracker.ts';
import type { WebhookSetup } from '#server/webhooks/rotate-webhook-secret.ts';
import type { Problem } from '../problem.ts';
import { Row } from '../settings/section.tsx';
import { useSending } from '../settings/use-sending.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, buttonLook } from '../ui/button.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { Ago } from '../ui/time.tsx';
import { TargetFields } from './target-fields.tsx';

export interface ListedTarget extends Omit<Target, 'config'> {
  /** The tracker's own settings as the form shows them. */
  readonly settings: Readonly<Record<string, string>>;
}
interface TargetResult {
  readonly problem: Problem | null;
  readonly typed: Readonly<Record<string, string>> | null;
  readonly check: ConnectionCheck | null;
  readonly webhook: WebhookSetup | null;
}

/** A target's own settings as they are stored, each as the text of its field. */
export function readSettings({ app, values, labels, ...config }: Record<string, unknown>): Record<string, string> {
  const { id, installationId } = (app ?? {}) as { id?: number; installationId?: number };
  const isFilled = typeof values === 'object' && values !== null && Object.keys(values).length > 0;
  return {
    ...Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)])),
    labels: Array.isArray(labels) ? labels.join(', ') : '',
    appId: id === undefined ? '' : String(id),
    installationId: installationId === undefined ? '' : String(installationId),
    values: isFilled ? JSON.stringify(values, null, 2) : '',
  };
}

/** One tracker: whether it works, and what can be changed about it. */
export function TargetRow({
  target,
  canWrite,
  result,
}: {
  target: ListedTarget;
  canWrite: boolean;
  result: TargetResult | undefined;
}) {
  const isSending = useSending();
  const check = result?.check;
  const { settings } = target;
  return (
    <Row
      title={
        <>
          {target.name}
          <Badge>{target.tracker === 'jira' ? 'Jira' : 'GitHub'}</Badge>
          <State target={target} />
        </>
      }
      detail={
        <>
          {settings.project ?? `${settings.owner}/${settings.repo}`} at {new URL(target.baseUrl).host}
          {settings.labels ? ` · ${settings.labels}` : ''}
          {target.checkedAt ? (
            <>
              {' '}
              · worked <Ago at={target.checkedAt} />
            </>
          ) : null}
        </>
      }
      aside={
        canWrite && !target.disabledAt ? (
          <>
            <Form method="post" preventScrollReset>
              <input type="hidden" name="id" value={target.id} />
              <Button name="intent" value="check" size="sm" disabled={isSending('check', target.id)}>
                {isSending('check', target.id) ? 'Asking…' : 'Test connection'}
                <span className="sr-only"> of {target.name}</span>
              </Button>
            </Form>
            <Form method="post" preventScrollReset>
              <input type="hidden" name="id" value={target.id} />
              <Button
                name="intent"
                value="webhook"
                size="sm"
                variant="ghost"
                disabled={isSending('webhook', target.id)}
              >
                {target.hasWebhook ? 'New webhook secret' : 'Set up a webhook'}
                <span className="sr-only"> for {target.name}</span>
              </Button>
            </Form>
            <Form method="post" preventScrollReset>
              <input type="hidden" name="id" value={target.id} />
              <Button
                name="intent"
                value="disable"
                size="sm"
                variant="ghost"
                disabled={isSending('disable', target.id)}
              >
                Take out of use<span className="sr-only">: {target.name}</span>
              </Button>
            </Form>
          </>
        ) : null
      }
    >
      {check ? <CheckResult check={check} /> : null}
      {result?.webhook ? <NewWebhook webhook={result.webhook} isJira={target.tracker === 'jira'} /> : null}
      <div className="mt-3 empty:hidden">
        <ProblemNotice problem={result?.problem ?? undefined} />
      </div>
      {canWrite ? (
        <details className="mt-1" open={Boolean(result?.typed?.tracker)}>
          <summary className={buttonLook({ variant: 'ghost', size: 'sm', className: '-ml-2.5' })}>
            Change<span className="sr-only"> {target.name}</span>
          </summary>
          <div className="mt-3 mb-2">
            <TargetFields
              key={`${target.name} ${target.baseUrl} ${target.secretHint}`}
              tracker={target.tracker}
              intent="update"
              targetId={target.id}
              submitLabel={target.disabledAt ? 'Save and use again' : 'Save'}
              secretHint={target.secretHint}
              hasSecret={target.hasSecret}
              values={result?.typed ?? { ...settings, name: target.name, baseUrl: target.baseUrl }}
              problem={result?.problem ?? undefined}
            />
          </div>
        </details>
      ) : null}
    </Row>
  );
}

function State({ target }: { target: ListedTarget }) {
  if (target.disabledAt) return <Badge>Out of use</Badge>;
  if (!target.hasSecret)
    return (
      <Badge tone="warning" icon="warning">
        Needs a token
      </Badge>
    );
  return target.checkedAt ? (
    <Badge tone="success" icon="check">
      Works
    </Badge>
  ) : (
    <Badge>Not tested yet</Badge>
  );
}

function CheckResult({ check }: { check: ConnectionCheck }) {
  return (
    <Notice tone={check.isUsable ? 'success' : 'warning'} className="mt-3">
      <p className="font-medium">
        {check.isUsable
          ? `Works${check.login ? `: issues will be written by ${check.login}` : ''}.`
          : 'An issue cannot be made there yet.'}
      </p>
      <ul>
        {check.problems.map(({ code, message }) => (
          <li key={code}>{message}</li>
        ))}
        {check.notices.map((notice) => (
          <li key={notice}>{notice}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** What to enter at the tracker; the secret is shown this once. */
function NewWebhook({ webhook, isJira }: { webhook: WebhookSetup; isJira: boolean }) {
  return (
    <Notice className="mt-3">
      <p>
        {isJira
          ? 'In Jira, under System, WebHooks: make one for the events “issue updated” and “issue deleted”.'
          : 'In the repository’s settings, under Webhooks: content type application/json, events “Issues” and “Repositories”.'}{' '}
        The secret is shown this once. Without a webhook Refrain asks every ten minutes.
      </p>
      <div className="mt-2 space-y-2">
        <CopyField label="Address" value={webhook.url} />
        <CopyField label="Secret" value={webhook.secret} />
      </div>
    </Notice>
  );
}
