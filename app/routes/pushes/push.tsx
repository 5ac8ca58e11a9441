import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { findIssueEvents } from '#server/issues/find-issue-events.ts';
import { lookAtIssue } from '#server/issues/look-at-issue.ts';
import { getPush } from '#server/pushes/get-push.ts';
import { getTarget } from '#server/targets/get-target.ts';
import { getTracker } from '#server/trackers/registry.ts';
import { redirectWithFlash } from '../../flash.ts';
import { answerProblem, load, readId } from '../../problem.ts';
import { AdfPreview } from '../../pushes/adf-preview.tsx';
import { EventList } from '../../pushes/event-list.tsx';
import { PushLine } from '../../pushes/push-line.tsx';
import { isOnItsWay } from '../../pushes/push-looks.ts';
import { useLive } from '../../runs/use-live.ts';
import { useSending } from '../../settings/use-sending.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, PageTitle, Section } from '../../ui/panes.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Ago } from '../../ui/time.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.push.title ?? 'Issue'} · Refrain` }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { role } = requirePermission(context, request, 'pushes.read');
  const push = await load(getPush(context, { pushId: readId(params.pushId) }));
  const [target, events] = await Promise.all([
    getTarget(context, { targetId: push.targetId }),
    findIssueEvents(context, { pushId: push.id }),
  ]);
  const bodyFormat = getTracker(target.tracker).bodyFormat;
  return { push, bodyFormat, targetName: target.name, events, canPush: isAllowed(role, 'pushes.write') };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  requirePermission(context, request, 'pushes.write');
  const pushId = readId(params.pushId);
  try {
    await lookAtIssue(context, { pushId, cause: 'person' });
    return redirectWithFlash(`/pushes/${pushId}`, { message: 'Asked the tracker.' });
  } catch (error) {
    return answerProblem(error);
  }
}

export default function PushPage() {
  const { push, bodyFormat, targetName, events, canPush } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const isSending = useSending();
  useLive(isOnItsWay(push));
  return (
    <Page>
      <PageTitle
        intro={
          <>
            {push.isLinked ? 'Attached to an issue at' : 'Pushed to'} {targetName} from{' '}
            <Link to={`/reports/${push.reportId}`} className="text-accent underline">
              its report
            </Link>
          </>
        }
        actions={
          canPush && push.status === 'created' ? (
            <Form method="post">
              <Button name="intent" value="look" disabled={isSending('look')}>
                {isSending('look') ? 'Asking…' : 'Ask the tracker now'}
              </Button>
            </Form>
          ) : null
        }
      >
        {push.title}
      </PageTitle>
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={problem} />
      </div>
      <div className="rounded-lg border border-line">
        <PushLine push={push} canRetry={canPush} />
      </div>
      {push.issueStatus === 'lost' ? (
        <Notice tone="warning" className="mt-3">
          The issue is gone: it was deleted, or moved where this account cannot see it. Refrain makes no new one by
          itself. If it is back, ask the tracker again.
        </Notice>
      ) : null}
      {push.lookFailure ? (
        <Notice tone="warning" className="mt-3">
          How the issue stands could not be asked: {push.lookFailure}
        </Notice>
      ) : null}
      <Section
        title="What became of it"
        aside={
          push.issueReadAt ? (
            <>
              Asked <Ago at={push.issueReadAt} />
            </>
          ) : null
        }
      >
        <EventList events={events} status={push.issueStatus} />
      </Section>
      {push.retractedAt ? (
        <Notice className="mt-3">
          A member erased their words: they were taken out of the issue <Ago at={push.retractedAt} />. Trackers keep
          earlier texts in the issue’s own history; only there can they be removed.
        </Notice>
      ) : null}
      <Section
        title="Later evidence"
        aside={
          push.commentedAt ? (
            <>
              Commented <Ago at={push.commentedAt} />
            </>
          ) : (
            'One comment, at most once a day'
          )
        }
      >
        <p className="text-muted">
          {push.commentText ?? 'Nothing new has come in since. When it does, one comment in the issue says so.'}
        </p>
        {push.commentState === 'ours' ? null : (
          <p className="mt-1 text-muted">
            {push.commentState === 'edited'
              ? 'A person has changed the comment, so Refrain leaves it as it is.'
              : 'A person has taken the comment away, so Refrain writes none.'}
          </p>
        )}
        {push.commentFailure ? (
          <Notice tone="warning" className="mt-2">
            The comment could not be written: {push.commentFailure}
          </Notice>
        ) : null}
      </Section>
      {push.isLinked ? null : (
        <Section title="What was sent" aside={push.fields.labels.join(', ')}>
          <div className="overflow-x-auto rounded-lg border border-line">
            {bodyFormat === 'adf' ? (
              <AdfPreview body={push.body} />
            ) : (
              <pre className="post-text px-4 py-3 font-mono text-xs">{push.body}</pre>
            )}
          </div>
        </Section>
      )}
    </Page>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
