import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { countLoopDebt } from '#server/loop/count-loop-debt.ts';
import { findHeard } from '#server/loop/find-heard.ts';
import { findLoop } from '#server/loop/find-loop.ts';
import { findOptOuts } from '#server/loop/find-opt-outs.ts';
import { markHeard } from '#server/loop/mark-heard.ts';
import { markTold } from '#server/loop/mark-told.ts';
import { takeBackOptOut } from '#server/loop/take-back-opt-out.ts';
import { getPipeline } from '#server/overview/get-pipeline.ts';
import { redirectWithFlash } from '../../flash.ts';
import { countOf } from '../../format.ts';
import { HeardList } from '../../loop/heard-list.tsx';
import { OptOutList } from '../../loop/opt-out-list.tsx';
import { Pipeline } from '../../loop/pipeline.tsx';
import { parseForm } from '../../parse-form.ts';
import { answerProblem } from '../../problem.ts';
import { ISSUE_STATUSES } from '../../pushes/issue-looks.ts';
import { useSending } from '../../settings/use-sending.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextareaField } from '../../ui/field.tsx';
import { Page, PageTitle } from '../../ui/panes.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { Ago } from '../../ui/time.tsx';

export const meta: MetaFunction = () => [{ title: 'Closing the loop · Refrain' }];
const ToldForm = z.object({
  intent: z.literal('told'),
  event: z.coerce.number().int().positive(),
  source: z.coerce.number().int().positive(),
});

const HeardForm = z.object({
  intent: z.literal('heard'),
  push: z.coerce.number().int().positive(),
  source: z.coerce.number().int().positive(),
});
const OptOutForm = z.object({ intent: z.literal('opt-in'), author: z.coerce.number().int().positive() });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { role } = requirePermission(context, request, 'pushes.read');
  const [places, debt, heard, optOuts, steps] = await Promise.all([
    findLoop(context),
    countLoopDebt(context),
    findHeard(context),
    findOptOuts(context),
    getPipeline(context),
  ]);
  return { places, debt, heard, optOuts, steps, canTell: isAllowed(role, 'pushes.write') };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'pushes.write');
  try {
    const form = await request.formData();
    if (form.get('intent') === 'heard') {
      const { push: pushId, source: sourceId } = parseForm(HeardForm, form);
      const { toldCount } = await markHeard(context, { pushId, sourceId, actor });
      return redirectWithFlash('/loop', { message: `Noted: ${toldCount} acknowledged.` });
    }
    if (form.get('intent') === 'opt-in') {
      await takeBackOptOut(context, { authorId: parseForm(OptOutForm, form).author });
      return redirectWithFlash('/loop', { message: 'Noted. They are told again.' });
    }
    const { event: eventId, source: sourceId } = parseForm(ToldForm, form);
    const { toldCount } = await markTold(context, { eventId, sourceId, actor });
    return redirectWithFlash('/loop', { message: `Noted: ${toldCount} told.` });
  } catch (error) {
    return answerProblem(error);
  }
}

export default function Loop() {
  const { places, debt, heard, optOuts, steps, canTell } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const isSending = useSending();
  return (
    <Page>
      <PageTitle intro="What became of the issues, and who still has to hear of it. Refrain writes to nobody: copy a draft, send it where members wrote, and note that you did.">
        {debt === 0 ? 'Closing the loop' : `Closing the loop: ${countOf(debt, 'person', 'people')} to tell`}
      </PageTitle>
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={problem} />
      </div>
      <Pipeline steps={steps} />
      {places.length === 0 ? (
        <EmptyState
          icon="send"
          title="Nobody to tell yet"
          action={<ButtonLink to="/pushes">See the issues</ButtonLink>}
        >
          As soon as an issue is completed or declined, the members who spoke are listed here.
        </EmptyState>
      ) : (
        <ul aria-label="Outcomes by place" className="space-y-4">
          {places.map((place) => {
            const look = ISSUE_STATUSES[place.status];
            return (
              <li key={`${place.eventId}-${place.sourceId}`} className="rounded-lg border border-line px-4 py-3">
                <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
                  <Badge tone={look.tone} icon={look.icon}>
                    {look.label}
                  </Badge>
                  <Link to={`/pushes/${place.pushId}`} className="min-w-0 truncate font-medium hover:underline">
                    {place.issueKey} {place.title}
                  </Link>
                  <span className="ml-auto text-xs text-muted">
                    <Ago at={place.happenedAt} className="tnum" />
                  </span>
                </div>
                <p className="mt-1.5 text-muted">
                  {place.place}: {countOf(place.spokeCount, 'person', 'people')} spoke, {place.toldCount} told
                  {place.toldBy ? ` by ${place.toldBy}` : ''}
                  {place.optedOutCount > 0 ? `, ${place.optedOutCount} do not want to hear` : ''}.
                </p>
                {place.owedCount > 0 ? (
                  <Form method="post" className="mt-2 space-y-2">
                    <input type="hidden" name="event" value={place.eventId} />
                    <input type="hidden" name="source" value={place.sourceId} />
                    <TextareaField
                      label={`Draft for ${place.place}`}
                      rows={4}
                      defaultValue={place.draft}
                      readOnly={!canTell}
                    />
                    {canTell ? (
                      <Button name="intent" value="told" size="sm" disabled={isSending('told')}>
                        I have sent it: {place.owedCount} told
                      </Button>
                    ) : null}
                  </Form>
                ) : null}
              </li>
            );
          })}
        </ul>
      )}
      {heard.length > 0 ? <HeardList places={heard} canTell={canTell} /> : null}
      {optOuts.length > 0 ? <OptOutList optOuts={optOuts} canChange={canTell} /> : null}
    </Page>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
