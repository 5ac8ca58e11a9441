import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useSubmit } from '@remix-run/react';
import { z } from 'zod';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import type { AppContext } from '#server/app-context.ts';
import { isAppError } from '#server/errors.ts';
import { createPush } from '#server/pushes/create-push.ts';
import { findLikelyIssues } from '#server/pushes/find-likely-issues.ts';
import { linkIssue } from '#server/pushes/link-issue.ts';
import { previewPush } from '#server/pushes/preview-push.ts';
import { getReport } from '#server/reports/get-report.ts';
import { findTargets } from '#server/targets/find-targets.ts';
import { getTarget } from '#server/targets/get-target.ts';
import { readTargetForm } from '#server/targets/read-target-form.ts';
import type { Target } from '#server/targets/target.ts';
import type { IssueFields } from '#server/trackers/tracker.ts';
import { parseForm } from '../../parse-form.ts';
import { answerProblem, load, readId } from '../../problem.ts';
import { chooseFields, readTypedFields } from '../../pushes/choose-fields.ts';
import { isLocalAddress } from '../../pushes/is-local-address.ts';
import { LikelyIssues } from '../../pushes/likely-issues.tsx';
import { PushPreviewBox } from '../../pushes/push-preview.tsx';
import { TrackerFields } from '../../pushes/tracker-fields.tsx';
import { readAgainWhenRefused } from '../../read-again-when-refused.ts';
import { useSending } from '../../settings/use-sending.ts';
import { PageError } from '../../shell/page-error.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Push a report · Refrain' }];

const NO_ISSUES: { key: string; title: string; url: string }[] = [];
const PushForm = z.object({
  target: z.coerce.number().int().positive('Choose where to push to.'),
  labels: z.string().max(2000).default(''),
  issueType: z.string().max(50).default(''),
  marker: z.uuid(),
  checksum: z.string().max(64),
});

const LinkForm = z.object({
  intent: z.literal('link'),
  target: z.coerce.number().int().positive(),
  issue: z.string().trim().min(1, 'Name the issue: #12, or ACME-12.').max(50),
});

export const shouldRevalidate = readAgainWhenRefused;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { role } = requirePermission(context, request, 'pushes.write');
  const reportId = readId(params.reportId);
  const { searchParams } = new URL(request.url);
  const [report, targets] = await Promise.all([load(getReport(context, { reportId })), findTargets(context)]);
  const target = targets.find(({ id }) => id === Number(searchParams.get('target'))) ?? targets[0];
  const shown = { id: report.id, title: report.title };
  const base = {
    report: shown,
    targets: targets.map(({ id, name }) => ({ id, name })),
    canAddTargets: isAllowed(role, 'targets.write'),
  };
  const isLocal = isLocalAddress(context.config.publicUrl);
  if (!target) {
    const none = { preview: null, form: null, typed: {}, unread: null, problem: null };
    return { ...base, ...none, isLocal, likely: NO_ISSUES };
  }
  // What was typed for another target is not carried over: each has its own fields.
  const sent = searchParams.get('for') === String(target.id) ? searchParams : new URLSearchParams();
  const [{ form, unread }, likely] = await Promise.all([
    readForm(context, target, sent.get('issueType')),
    readLikely(context, { reportId, targetId: target.id }),
  ]);
  const typed = readTypedFields(sent);
  const shownFields = { form, typed: Object.fromEntries(typed), unread, likely, isLocal };
  try {
    const fields = chooseFields(target, sent.get('labels'), { form, typed });
    const found = await previewPush(context, { reportId, targetId: target.id, fields });
    const { target: _, ...preview } = found;
    return { ...base, ...shownFields, preview: { ...preview, targetId: target.id }, problem: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const field = typeof error.details.field === 'string' ? error.details.field : null;
    return { ...base, ...shownFields, preview: null, problem: { message: error.message, field } };
  }
}

/** An answer to "is there such an issue already?" is worth having, not waiting for. */
async function readLikely(context: AppContext, search: { reportId: number; targetId: number }) {
  try {
    const found = await findLikelyIssues(context, search);
    return found.map(({ key, title, url }) => ({ key, title, url }));
  } catch (error) {
    if (!isAppError(error)) throw error;
    return NO_ISSUES;
  }
}

/** A tracker that cannot be asked right now keeps nobody from pushing with the fields that the target has. */
async function readForm(context: AppContext, { id: targetId }: Target, issueType: string | null) {
  try {
    return { form: await readTargetForm(context, { targetId, issueType: issueType || undefined }), unread: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { form: null, unread: error.message };
  }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'pushes.write');
  const reportId = readId(params.reportId);
  try {
    const sent = await request.formData();
    if (sent.get('intent') === 'link') {
      const { target, issue } = parseForm(LinkForm, sent);
      const push = await linkIssue(context, { reportId, targetId: target, issueKey: issue, actor });
      return redirect(`/pushes/${push.id}`);
    }
    const { target: targetId, labels, issueType, marker, checksum } = parseForm(PushForm, sent);
    const target = await getTarget(context, { targetId });
    const { form } = await readForm(context, target, issueType);
    const fields = chooseFields(target, labels, { form, typed: readTypedFields(sent), isFinal: true });
    await createPush(context, { reportId, targetId, fields, marker, checksum, actor });
    return redirect(`/reports/${reportId}`);
  } catch (error) {
    return answerProblem(error);
  }
}

export default function PushReport() {
  const {
    report,
    targets,
    canAddTargets,
    preview,
    form,
    typed,
    unread,
    likely,
    isLocal,
    problem: unfit,
  } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem ?? unfit ?? undefined;
  const submit = useSubmit();
  const isSending = useSending();
  return (
    <div className="scroll-pane h-full px-4 pt-5 pb-16 md:px-8">
      <div className="mx-auto max-w-3xl">
        <p className="mb-2 text-xs text-muted">
          <Link to={`/reports/${report.id}`} className="hover:text-ink hover:underline">
            {report.title}
          </Link>
        </p>
        <h1 className="text-xl font-semibold tracking-tight">Push as an issue</h1>
        <p className="mt-0.5 text-muted">Exactly what stands below is sent, once. Nobody is notified by a quote.</p>
        <div className="mt-4 empty:hidden">
          <ProblemNotice problem={problem} />
        </div>
        {targets.length === 0 ? (
          <EmptyState
            icon="target"
            title="No tracker yet"
            action={canAddTargets ? <ButtonLink to="/settings/targets">Add a tracker</ButtonLink> : null}
          >
            {canAddTargets
              ? 'Connect the GitHub repository or Jira project where the product team works.'
              : 'An admin connects the GitHub repository or Jira project where the product team works. Ask one.'}
          </EmptyState>
        ) : (
          <>
            {preview ? <LikelyIssues targetId={preview.targetId} issues={likely} /> : null}
            <Form
              method="post"
              className="mt-4"
              onChange={(event) => {
                if (event.target instanceof HTMLSelectElement && !event.target.multiple)
                  submit(event.currentTarget, { method: 'get', replace: true });
              }}
            >
              <div className="grid gap-3 sm:grid-cols-2">
                <SelectField label="Where to" name="target" defaultValue={preview?.targetId}>
                  {targets.map((target) => (
                    <option key={target.id} value={target.id}>
                      {target.name}
                    </option>
                  ))}
                </SelectField>
                {preview ? (
                  <TextField
                    key={preview.targetId}
                    label="Labels"
                    name="labels"
                    defaultValue={preview.fields.labels.join(', ')}
                    hint="Separated by commas"
                    onBlur={(event) => {
                      const isChanged = event.currentTarget.value !== preview.fields.labels.join(', ');
                      if (isChanged && event.currentTarget.form)
                        submit(event.currentTarget.form, { method: 'get', replace: true });
                    }}
                  />
                ) : null}
              </div>
              {preview ? (
                <>
                  {form ? <TrackerFields form={form} typed={typed} fields={preview.fields} problem={problem} /> : null}
                  {unread ? (
                    <Notice className="mt-3">{unread} The tracker’s own fields cannot be chosen now.</Notice>
                  ) : null}
                  {form ? null : <TargetFields fields={preview.fields} />}
                  <input type="hidden" name="for" value={preview.targetId} />
                  <input type="hidden" name="marker" value={preview.marker} />
                  <input type="hidden" name="checksum" value={preview.checksum} />
                  {isLocal ? (
                    <Notice tone="warning" className="mt-3">
                      This installation’s address is on this machine only: the links in the issue will not open for
                      anybody else. Set REFRAIN_URL first.
                    </Notice>
                  ) : null}
                  <PushPreviewBox preview={preview} />
                  <div className="mt-5 flex flex-wrap items-center justify-end gap-2">
                    <noscript>
                      <Button formMethod="get">Show the preview again</Button>
                    </noscript>
                    <ButtonLink to={`/reports/${report.id}`} variant="ghost">
                      Back to the report
                    </ButtonLink>
                    <Button variant="primary" name="intent" value="push" disabled={isSending('push')}>
                      <Icon name="send" size={14} />
                      {isSending('push') ? 'Pushing…' : 'Push the issue'}
                    </Button>
                  </div>
                </>
              ) : null}
            </Form>
          </>
        )}
      </div>
    </div>
  );
}

/** What goes along besides the labels, as the target has it. */
function TargetFields({ fields: { assignees = [], milestone } }: { fields: IssueFields }) {
  const parts = [
    ...(assignees.length > 0 ? [`assigned to ${assignees.join(', ')}`] : []),
    ...(milestone === undefined ? [] : [`under milestone ${milestone}`]),
  ];
  if (parts.length === 0) return null;
  return <p className="mt-2 text-xs text-muted">As this tracker is set up: {parts.join(', ')}.</p>;
}

export function ErrorBoundary() {
  return <PageError />;
}
