import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useSubmit } from '@remix-run/react';
import { z } from 'zod';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { AppError, isAppError } from '#server/errors.ts';
import { getUpload } from '#server/imports/get-upload.ts';
import { inspectUpload } from '#server/imports/inspect-upload.ts';
import { warningSentence } from '#server/imports/map-record.ts';
import { startImport } from '#server/imports/start-import.ts';
import { createSource } from '#server/sources/create-source.ts';
import { findSourceNames } from '#server/sources/find-sources.ts';
import { formatBytes } from '../../format.ts';
import { ColumnFields } from '../../imports/column-fields.tsx';
import { FileFields } from '../../imports/file-fields.tsx';
import { readMappingChoice } from '../../imports/mapping-params.ts';
import { Preview } from '../../imports/preview.tsx';
import { SourceFields } from '../../imports/source-fields.tsx';
import { parseForm } from '../../parse-form.ts';
import { answerProblem, load, readId } from '../../problem.ts';
import { useSending } from '../../settings/use-sending.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { CheckboxField } from '../../ui/field.tsx';
import { Page, PageTitle, Section } from '../../ui/panes.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Check the columns · Refrain' }];

const StartForm = z.object({
  sourceId: z.string().max(20).default(''),
  sourceName: z.string().max(500).default(''),
  thenCluster: z.literal('yes').optional(),
});

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  requirePermission(context, request, 'imports.write');
  const uploadId = readId(params.uploadId);
  const upload = await load(getUpload(context, { uploadId }));
  const { searchParams } = new URL(request.url);
  const file = { id: upload.id, name: upload.fileName, byteCount: upload.byteCount };
  const chosen = { sourceId: searchParams.get('sourceId'), sourceName: searchParams.get('sourceName') };
  try {
    const inspection = await inspectUpload(context, {
      uploadId,
      ...readMappingChoice(searchParams),
      now: new Date(),
    });
    const preview = inspection.preview.map((row) =>
      'warnings' in row ? { ...row, warnings: row.warnings.map(warningSentence) } : row,
    );
    return {
      file,
      chosen,
      inspection: { ...inspection, preview },
      sources: await findSourceNames(context),
      unreadable: null,
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { file, chosen, inspection: null, sources: [], unreadable: error.message };
  }
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'imports.write');
  const uploadId = readId(params.uploadId);
  try {
    const form = await request.formData();
    const { sourceId, sourceName, thenCluster } = parseForm(StartForm, form);
    const { settings, mapping } = await inspectUpload(context, {
      uploadId,
      ...readMappingChoice(form),
      now: new Date(),
    });
    if (mapping.columns.text === '') {
      throw new AppError('invalid', 'Choose the column that holds the text.', { field: 'column.text' });
    }
    const source =
      sourceId === ''
        ? await createSource(context, { name: sourceName, createdById: actor.userId })
        : { id: readId(sourceId) };
    const run = await startImport(context, {
      ...{ uploadId, sourceId: source.id, settings, mapping, thenCluster: thenCluster === 'yes' },
      createdById: actor.userId,
    });
    return redirect(`/runs/${run.id}`);
  } catch (error) {
    return answerProblem(error);
  }
}

export default function MappingStep() {
  const { file, chosen, inspection, sources, unreadable } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const submit = useSubmit();
  const isSending = useSending();
  return (
    <Page>
      <p className="mb-3 text-xs text-muted">
        <Link to="/imports" className="hover:text-ink hover:underline">
          Import
        </Link>
        <span className="mx-1.5 text-faint">/</span>
        {file.name}
      </p>
      {inspection ? (
        <Form
          method="post"
          onChange={(event) => {
            // Another column or another way to read the file: the preview follows. Without scripts a button does it.
            const isReread = event.target instanceof HTMLSelectElement && event.target.name !== 'sourceId';
            if (isReread) submit(event.currentTarget, { method: 'get', replace: true, preventScrollReset: true });
          }}
        >
          <PageTitle
            intro={`${file.name}, ${formatBytes(file.byteCount)}. Nothing is imported before you start it.`}
            actions={
              <Button variant="primary" disabled={isSending('import')} name="intent" value="import">
                {isSending('import') ? 'Starting…' : 'Start the import'}
              </Button>
            }
          >
            Check the columns
          </PageTitle>
          <div className="mb-4 empty:hidden">
            <ProblemNotice problem={problem} fields={['name', 'column.text']} />
          </div>
          <SourceFields sources={sources} chosen={chosen} fileName={file.name} problem={problem} />
          <div className="mt-4">
            <CheckboxField label="Find clusters when the posts are in" name="thenCluster" value="yes" defaultChecked />
          </div>
          <Section title="Columns" aside="Guessed from their names and from what is in them">
            <ColumnFields inspection={inspection} problem={problem} />
          </Section>
          <Section title="How the file is read">
            <FileFields inspection={inspection} />
          </Section>
          <noscript>
            <Button formMethod="get" className="mt-4">
              Show the preview again
            </Button>
          </noscript>
          <Section title="The first rows" aside="As they would be stored">
            <Preview rows={inspection.preview} />
          </Section>
        </Form>
      ) : (
        <EmptyState
          icon="warning"
          title={`“${file.name}” cannot be read`}
          action={<ButtonLink to="/imports">Choose another file</ButtonLink>}
        >
          {unreadable}
        </EmptyState>
      )}
    </Page>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
