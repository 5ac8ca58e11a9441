import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { findClustersByIds } from '#server/clusters/find-clusters-by-ids.ts';
import { addClusters } from '#server/reports/add-clusters.ts';
import { createReport } from '#server/reports/create-report.ts';
import { findReports } from '#server/reports/find-reports.ts';
import { redirectWithFlash } from '../../flash.ts';
import { countOf } from '../../format.ts';
import { answerProblem } from '../../problem.ts';
import { useSending } from '../../settings/use-sending.ts';
import { PageError } from '../../shell/page-error.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { KindChip } from '../../ui/kind.tsx';
import { Section } from '../../ui/panes.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'New report · Refrain' }];
const REPORTS_OFFERED = 50;
const id = z.coerce.number().int().positive();
const Ids = z.array(id).max(50);
const NewReportForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('create'),
    cluster: Ids,
    title: z.string(),
    audience: z.enum(['product', 'marketing']),
  }),
  z.object({ intent: z.literal('add'), cluster: Ids, report: id }),
]);

export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePermission(context, request, 'reports.write');
  const chosen = Ids.safeParse(new URL(request.url).searchParams.getAll('cluster'));
  const clusterIds = chosen.success ? chosen.data : [];
  const [clusters, reports] = await Promise.all([
    findClustersByIds(context, { clusterIds }),
    findReports(context, { limit: REPORTS_OFFERED }),
  ]);
  return { clusters, reports: reports.filter(({ pushStatus }) => pushStatus !== 'created') };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'reports.write');
  const form = await request.formData();
  const parsed = NewReportForm.safeParse({ ...Object.fromEntries(form), cluster: form.getAll('cluster') });
  if (!parsed.success) {
    throw new Response('This form is not one of this page. Reload it and try again.', { status: 400 });
  }
  const { cluster: clusterIds, ...given } = parsed.data;
  try {
    if (given.intent === 'add') {
      const { addedCount } = await addClusters(context, { reportId: given.report, clusterIds });
      const message = addedCount > 0 ? `${countOf(addedCount, 'cluster')} added.` : 'It was in the report already.';
      return redirectWithFlash(`/reports/${given.report}`, { message });
    }
    const title = given.title.trim();
    const { audience } = given;
    const report = await createReport(context, { clusterIds, audience, actor, ...(title ? { title } : {}) });
    return redirect(`/reports/${report.id}`);
  } catch (error) {
    return answerProblem(error);
  }
}

export default function NewReport() {
  const { clusters, reports } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const isSending = useSending();
  const [first] = clusters;
  if (!first) {
    return (
      <EmptyState
        icon="clusters"
        title="A report begins with a cluster"
        action={<ButtonLink to="/clusters">Open the clusters</ButtonLink>}
      >
        Choose one, then “Add to report”.
      </EmptyState>
    );
  }
  const chosen = clusters.map(({ id: clusterId }) => (
    <input key={clusterId} type="hidden" name="cluster" value={clusterId} />
  ));
  return (
    <div className="scroll-pane h-full px-4 pt-5 pb-16 md:px-8">
      <div className="mx-auto max-w-2xl">
        <h1 className="text-xl font-semibold tracking-tight">New report</h1>
        <p className="mt-0.5 text-muted">A draft is written from the posts; you write over it.</p>
        <div className="mt-4 empty:hidden">
          <ProblemNotice problem={problem} />
        </div>
        <ul aria-label="Clusters in the report" className="mt-4 divide-y divide-line rounded-lg border border-line">
          {clusters.map((cluster) => (
            <li key={cluster.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
              <KindChip kind={cluster.kind} />
              <Link to={`/clusters/${cluster.id}`} className="min-w-0 flex-1 font-medium hover:underline">
                {cluster.title}
              </Link>
              <span className="tnum text-xs text-muted">{countOf(cluster.voiceCount, 'voice')}</span>
            </li>
          ))}
        </ul>
        <Form method="post" className="mt-6 space-y-4">
          {chosen}
          <TextField label="Title" name="title" defaultValue={first.title} maxLength={300} required />
          <SelectField
            label="Written for"
            name="audience"
            defaultValue={first.kind === 'use_case' ? 'marketing' : 'product'}
          >
            <option value="product">The product team</option>
            <option value="marketing">Marketing</option>
          </SelectField>
          <Button name="intent" value="create" variant="primary" disabled={isSending('create')}>
            {isSending('create') ? 'Writing the draft…' : 'Create the report'}
          </Button>
        </Form>
        {reports.length > 0 ? (
          <Section title="Or add to a report that is not pushed yet">
            <Form method="post" className="flex flex-wrap items-end gap-2">
              {chosen}
              <SelectField label="Report" isLabelHidden name="report" fieldClassName="min-w-48 flex-1">
                {reports.map((report) => (
                  <option key={report.id} value={report.id}>
                    {report.title}
                  </option>
                ))}
              </SelectField>
              <Button name="intent" value="add" disabled={isSending('add')}>
                Add
              </Button>
            </Form>
          </Section>
        ) : null}
      </div>
    </div>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
