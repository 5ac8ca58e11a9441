import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { AppError } from '#server/errors.ts';
import { addDocs, addDocsFromUrl } from '#server/stories/add-docs.ts';
import { deleteDocs, getKnownUses, saveIntendedUses } from '#server/stories/change-known-uses.ts';
import { redirectWithFlash } from '../../flash.ts';
import { countOf } from '../../format.ts';
import { parseForm } from '../../parse-form.ts';
import { answerProblem } from '../../problem.ts';
import { SettingsHeading } from '../../settings/heading.tsx';
import { Row, Rows, Section } from '../../settings/section.tsx';
import { useSending } from '../../settings/use-sending.ts';
import { PageError } from '../../shell/page-error.tsx';
import { Button } from '../../ui/button.tsx';
import { TextareaField, TextField } from '../../ui/field.tsx';
import { errorOf, ProblemNotice } from '../../ui/problem-notice.tsx';
import { Day } from '../../ui/time.tsx';

export const meta: MetaFunction = () => [{ title: 'Intended uses · Refrain' }];
const MOST_BYTES = 5 * 1024 * 1024;
const UsesForm = z.object({ intent: z.literal('uses'), lines: z.string() });
const UrlForm = z.object({ intent: z.literal('url'), url: z.string().trim() });
const DeleteForm = z.object({ intent: z.literal('delete'), id: z.coerce.number().int() });

export async function loader({ context, request }: LoaderFunctionArgs) {
  requirePermission(context, request, 'clusters.curate');
  return getKnownUses(context);
}

export async function action({ context, request }: ActionFunctionArgs) {
  requirePermission(context, request, 'clusters.curate');
  const form = await request.formData();
  try {
    return redirectWithFlash('/settings/uses', { message: await change(context, form) });
  } catch (error) {
    return answerProblem(error);
  }
}

async function change(context: ActionFunctionArgs['context'], form: FormData): Promise<string> {
  switch (form.get('intent')) {
    case 'uses': {
      const count = await saveIntendedUses(context, parseForm(UsesForm, form));
      return `Saved ${countOf(count, 'intended use')}.`;
    }
    case 'url': {
      const { wordCount } = await addDocsFromUrl(context, parseForm(UrlForm, form));
      return `Read ${countOf(wordCount, 'word')}.`;
    }
    case 'file': {
      const file = form.get('file');
      if (!(file instanceof File) || file.size === 0)
        throw new AppError('invalid', 'Choose a file.', { field: 'file' });
      if (file.size > MOST_BYTES) throw new AppError('too_large', 'The file is larger than 5 MB.', { field: 'file' });
      const { wordCount } = await addDocs(context, { name: file.name, text: await file.text() });
      return `Read ${countOf(wordCount, 'word')}.`;
    }
    default:
      await deleteDocs(context, { docId: parseForm(DeleteForm, form).id });
      return 'Removed.';
  }
}

export default function Uses() {
  const { intended, docs } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const isSending = useSending();
  return (
    <>
      <SettingsHeading title="Intended uses">
        What your product is meant for. What members tell of is listed the further up the less it is like this.
      </SettingsHeading>
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={problem} fields={['lines', 'url', 'file']} />
      </div>
      <Section title="Declared uses">
        <Form method="post" className="space-y-4">
          <TextareaField
            label="One use a line"
            name="lines"
            rows={8}
            defaultValue={intended.join('\n')}
            placeholder={'build dashboards for the team\nshare query results'}
            hint="“Known” on a use that a member told of adds a line here."
            error={errorOf(problem, 'lines')}
          />
          <Button name="intent" value="uses" variant="primary" disabled={isSending('uses')}>
            Save
          </Button>
        </Form>
      </Section>
      <Section
        title="Documentation"
        intro="What your own docs speak of is expected; uses in words that they hardly hold stand out. Only word counts are kept, not the pages."
      >
        {docs.length > 0 ? (
          <Rows label="Documentation">
            {docs.map((doc) => (
              <Row
                key={doc.id}
                title={<span className="break-all">{doc.name}</span>}
                detail={
                  <>
                    {countOf(doc.wordCount, 'word')}, read <Day at={doc.createdAt} />
                  </>
                }
                aside={
                  <Form method="post">
                    <input type="hidden" name="id" value={doc.id} />
                    <Button size="sm" name="intent" value="delete" disabled={isSending('delete')}>
                      Remove<span className="sr-only">: {doc.name}</span>
                    </Button>
                  </Form>
                }
              />
            ))}
          </Rows>
        ) : (
          <p className="text-muted">Nothing has been read yet.</p>
        )}
        <Form method="post" className="mt-4 flex flex-wrap items-start gap-2">
          <TextField
            label="Address of a page"
            name="url"
            type="url"
            placeholder="https://docs.example.com/guide"
            fieldClassName="min-w-64 flex-1 max-w-md"
            error={errorOf(problem, 'url')}
          />
          <Button name="intent" value="url" disabled={isSending('url')} className="sm:mt-5">
            {isSending('url') ? 'Reading…' : 'Read the page'}
          </Button>
        </Form>
        <Form method="post" encType="multipart/form-data" className="mt-4 flex flex-wrap items-start gap-2">
          <TextField
            label="Or a file"
            name="file"
            type="file"
            accept=".txt,.md,.html,.htm"
            hint="Text, Markdown or HTML, 5 MB at most"
            fieldClassName="min-w-64 flex-1 max-w-md"
            error={errorOf(problem, 'file')}
          />
          <Button name="intent" value="file" disabled={isSending('file')} className="sm:mt-5">
            {isSending('file') ? 'Reading…' : 'Read the file'}
          </Button>
        </Form>
      </Section>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
