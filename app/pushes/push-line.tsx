import { Form, Link } from '@remix-run/react';
import type { Push } from '#server/pushes/push.ts';
import { useSending } from '../settings/use-sending.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Ago } from '../ui/time.tsx';
import { ISSUE_STATUSES } from './issue-looks.ts';
import { PUSH_STATUSES } from './push-looks.ts';

/** One push: where it stands, what that means, and the issue once there is one. */
export function PushLine({ push, canRetry }: { push: Omit<Push, 'body'>; canRetry: boolean }) {
  const look = PUSH_STATUSES[push.status];
  const issue = push.issueStatus ? ISSUE_STATUSES[push.issueStatus] : null;
  const isSending = useSending();
  return (
    <div className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Badge tone={look.tone} icon={look.icon}>
          {look.label}
        </Badge>
        {push.issueUrl ? (
          <a
            href={push.issueUrl}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-w-0 items-center gap-1 font-medium text-accent hover:underline"
          >
            <span className="truncate">
              {push.issueKey ?? (push.issueNumber ? `#${push.issueNumber}` : '')} {push.title}
            </span>
            <Icon name="external" size={12} className="shrink-0" />
            <span className="sr-only"> (opens in a new tab)</span>
          </a>
        ) : (
          <Link to={`/reports/${push.reportId}`} className="min-w-0 truncate font-medium hover:underline">
            {push.title}
          </Link>
        )}
        {issue && push.issueStatus !== 'open' ? (
          <Badge tone={issue.tone} icon={issue.icon}>
            {issue.label}
          </Badge>
        ) : null}
        <span className="ml-auto flex items-center gap-3 text-xs text-muted">
          <Link to={`/pushes/${push.id}`} className="hover:text-ink hover:underline">
            Details<span className="sr-only"> of {push.title}</span>
          </Link>
          {push.runId ? (
            <Link to={`/runs/${push.runId}`} className="hover:text-ink hover:underline">
              Run {push.runId}
            </Link>
          ) : null}
          <Ago at={push.updatedAt} className="tnum" />
          {canRetry && !push.isUnderWay && push.status !== 'created' ? (
            <Form method="post" action="/pushes">
              <input type="hidden" name="intent" value="retry" />
              <input type="hidden" name="push" value={push.id} />
              <Button size="sm" disabled={isSending('retry')}>
                {push.status === 'unknown' ? 'Check again' : 'Try again'}
              </Button>
            </Form>
          ) : null}
          {canRetry && !push.isUnderWay && push.failureCode === 'unconfirmed' ? (
            <Form method="post" action="/pushes">
              <input type="hidden" name="push" value={push.id} />
              <Button size="sm" variant="ghost" name="intent" value="send-again" disabled={isSending('send-again')}>
                Create anyway
              </Button>
            </Form>
          ) : null}
        </span>
      </div>
      {push.failureMessage ? <p className="mt-1 text-muted">{push.failureMessage}</p> : null}
      {push.status === 'unknown' && !push.failureMessage ? <p className="mt-1 text-muted">{look.means}</p> : null}
      {push.droppedFields.map((dropped) => (
        <p key={dropped} className="mt-1 text-xs text-warning">
          {dropped}
        </p>
      ))}
    </div>
  );
}
