import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { describeSuggestions } from '#server/suggestions/describe-suggestions.ts';
import { countSuggestions, findSuggestions, SUGGESTION_ANSWERS } from '#server/suggestions/find-suggestions.ts';
import { getCalibration } from '#server/suggestions/get-calibration.ts';
import { performAct } from '../../acts/perform-act.ts';
import { readViews } from '../../clusters/read-views.ts';
import { ViewsNav } from '../../clusters/views-pane.tsx';
import { useLiveChanges } from '../../decisions/use-live-changes.ts';
import { redirectWithFlash } from '../../flash.ts';
import { formatCount } from '../../format.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { AnsweredRow } from '../../suggestions/answered-row.tsx';
import { CalibrationPanel } from '../../suggestions/calibration-panel.tsx';
import { SuggestionList } from '../../suggestions/suggestion-list.tsx';
import { ButtonLink, buttonLook } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';

export const meta: MetaFunction = () => [{ title: 'Suggestions · Refrain' }];
const LIMIT = 50;
const PATH = '/clusters/suggestions';
const AnswerForm = z.object({
  intent: z.enum(['accept', 'refuse']),
  suggestion: z.coerce.number().int().positive(),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { role, userId } = requirePermission(context, request, 'clusters.read');
  const { searchParams } = new URL(request.url);
  const answer = z.enum(SUGGESTION_ANSWERS).catch('open').parse(searchParams.get('answer'));
  const isAll = searchParams.get('all') === 'yes';
  const [suggestions, counts, calibration, views] = await Promise.all([
    findSuggestions(context, { answer, isAll, limit: LIMIT }),
    countSuggestions(context),
    getCalibration(context),
    readViews(context, { userId }),
  ]);
  return {
    suggestions: await describeSuggestions(context, { suggestions }),
    ...counts,
    answer,
    isAll,
    calibration,
    views,
    canAnswer: isAllowed(role, 'clusters.curate'),
  };
}

/** A card's form, where there are no scripts. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'clusters.curate');
  const form = AnswerForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) throw new Response('This form is not one of this page. Reload it and try again.', { status: 400 });
  const { intent, suggestion: suggestionId } = form.data;
  const done = await performAct(context, { act: { kind: intent, suggestionId }, actor });
  if (!done.isDone) return data({ problem: { suggestionId, message: done.message } }, { status: 409 });
  const fields = { intent: 'undo', decision: String(done.decisionId), back: PATH };
  const undo = done.decisionId === null ? {} : { undo: { action: '/decisions', fields } };
  return redirectWithFlash(PATH, { message: done.message, ...undo });
}

/** What the last run would have done otherwise, had people not decided: for them to accept or refuse. */
export default function Suggestions() {
  const page = useLoaderData<typeof loader>();
  const { suggestions, answer, isAll, shownCount, hiddenCount, canAnswer } = page;
  const problem = useActionData<typeof action>()?.problem ?? null;
  useLiveChanges();
  const views = <ViewsNav {...page.views} current="suggestions" search="" savable={null} canCurate={canAnswer} />;
  const openCount = isAll ? shownCount + hiddenCount : shownCount;
  return (
    <main className="lg:grid lg:h-(--room) min-[87.5rem]:grid-cols-[12.5rem_minmax(0,1fr)]">
      <div className="scroll-pane hidden h-(--room) border-r border-line bg-ground px-2 py-3 min-[87.5rem]:block">
        {views}
      </div>
      <div className="scroll-pane min-h-dvh px-4 pt-3 pb-16 md:px-8 lg:h-(--room) lg:min-h-0">
        <header className="mb-4 flex flex-wrap items-center justify-between gap-2 xl:max-w-[64.25rem]">
          <h1 className="text-sm font-semibold">
            Suggestions{' '}
            <span className="tnum font-normal text-muted" role="status">
              {formatCount(openCount)}
              <span className="sr-only"> to answer</span>
            </span>
          </h1>
          <div className="flex items-center gap-2">
            <TabLinks
              label="Answers"
              tabs={[
                { to: PATH, label: 'To answer', isCurrent: answer === 'open' },
                { to: `${PATH}?answer=accepted`, label: 'Accepted', isCurrent: answer === 'accepted' },
                { to: `${PATH}?answer=refused`, label: 'Refused', isCurrent: answer === 'refused' },
              ]}
            />
            <details className="pop min-[87.5rem]:hidden" data-closes>
              <summary className={buttonLook({ size: 'sm' })}>
                <Icon name="filter" size={14} />
                Views
              </summary>
              <div className="right-0 w-64 p-2">{views}</div>
            </details>
          </div>
        </header>
        <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,46rem)_17rem]">
          {answer === 'open' ? (
            suggestions.length > 0 ? (
              <div>
                <SuggestionList suggestions={suggestions} canAnswer={canAnswer} problem={problem} />
                {openCount > suggestions.length ? (
                  <p className="tnum mt-3 text-muted">
                    The best {suggestions.length} of {formatCount(openCount)}. More come as you answer.
                  </p>
                ) : null}
              </div>
            ) : (
              <EmptyState
                icon="suggestions"
                title="Nothing to answer"
                action={<ButtonLink to="/clusters">Open the clusters</ButtonLink>}
              >
                After each run, what it would have done otherwise than you decided stands here: merge these two, split
                that one, these posts fit better there. It never does any of it by itself.
              </EmptyState>
            )
          ) : suggestions.length > 0 ? (
            <ul
              aria-label="Answered suggestions"
              className="divide-y divide-line rounded-lg border border-line bg-pane"
            >
              {suggestions.map((suggestion) => (
                <AnsweredRow
                  key={suggestion.id}
                  suggestion={suggestion}
                  back={`${PATH}?answer=${answer}`}
                  canAnswer={canAnswer}
                />
              ))}
            </ul>
          ) : (
            <EmptyState icon="suggestions" title={answer === 'accepted' ? 'None accepted yet' : 'None refused yet'} />
          )}
          <CalibrationPanel calibration={page.calibration} hiddenCount={hiddenCount} isAll={isAll} />
        </div>
      </div>
    </main>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
