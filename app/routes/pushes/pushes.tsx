import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { findPushes } from '#server/pushes/find-pushes.ts';
import { retryPush } from '#server/pushes/retry-push.ts';
import { sendPushAgain } from '#server/pushes/send-push-again.ts';
import { redirectWithFlash } from '../../flash.ts';
import { toPage } from '../../page-position.ts';
import { parseForm } from '../../parse-form.ts';
import { answerProblem } from '../../problem.ts';
import { PushLine } from '../../pushes/push-line.tsx';
import { isOnItsWay } from '../../pushes/push-looks.ts';
import { useLive } from '../../runs/use-live.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Page, PageTitle } from '../../ui/panes.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Pushed issues · Refrain' }];
const PAGE_SIZE = 50;
const PushForm = z.object({ intent: z.enum(['retry', 'send-again']), push: z.coerce.number().int().positive() });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { role } = requirePermission(context, request, 'pushes.read');
  const before = Number(new URL(request.url).searchParams.get('after')) || undefined;
  const rows = await findPushes(context, { ...(before ? { before } : {}), limit: PAGE_SIZE + 1 });
  const { items, next } = toPage(rows, PAGE_SIZE, ({ id }) => String(id));
  return {
    pushes: items.map(({ body: _, ...push }) => push),
    next,
    isFirstPage: before === undefined,
    canPush: isAllowed(role, 'pushes.write'),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'pushes.write');
  try {
    const { intent, push: pushId } = parseForm(PushForm, await request.formData());
    const act = intent === 'retry' ? retryPush : sendPushAgain;
    const push = await act(context, { pushId, actor });
    return redirectWithFlash(`/reports/${push.reportId}`, { message: 'On its way again.' });
  } catch (error) {
    return answerProblem(error);
  }
}

export default function Pushes() {
  const { pushes, next, isFirstPage, canPush } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  useLive(pushes.some(isOnItsWay));
  return (
    <Page>
      <PageTitle
        intro="Each report that went to a tracker, and the one issue it became."
        actions={<ButtonLink to="/loop">Who to tell</ButtonLink>}
      >
        Pushed issues
      </PageTitle>
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={problem} />
      </div>
      {pushes.length === 0 ? (
        <EmptyState
          icon="send"
          title="Nothing pushed yet"
          action={<ButtonLink to="/reports">Open the reports</ButtonLink>}
        >
          A report is pushed from its own page, after a look at exactly what will be sent.
        </EmptyState>
      ) : (
        <ul aria-label="Pushes" className="divide-y divide-line rounded-lg border border-line">
          {pushes.map((push) => (
            <li key={push.id}>
              <PushLine push={push} canRetry={canPush} />
            </li>
          ))}
        </ul>
      )}
      <Pager next={next} isFirst={isFirstPage} label="Pages of pushes" />
    </Page>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
