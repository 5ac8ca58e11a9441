import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  unstable_parseMultipartFormData as parseMultipart,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { AppError } from '#server/errors.ts';
import { createUpload, type Upload } from '#server/imports/create-upload.ts';
import { findRuns } from '#server/runs/find-runs.ts';
import { UploadForm } from '../../imports/upload-form.tsx';
import { answerProblem } from '../../problem.ts';
import { isOpenStatus } from '../../runs/run-looks.ts';
import { RunRow } from '../../runs/run-row.tsx';
import { useLive } from '../../runs/use-live.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { Page, PageTitle, Section } from '../../ui/panes.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Import · Refrain' }];
const RUNS_SHOWN = 10;

export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePermission(context, request, 'imports.write');
  const runs = await findRuns(context, { kind: 'import', limit: RUNS_SHOWN });
  return {
    maxMegabytes: Math.floor(context.config.maxUploadBytes / 1024 / 1024),
    runs: runs.map((run) => ({
      ...{ id: run.id, kind: run.kind, status: run.status, title: run.title, stage: run.stage },
      ...{ doneCount: run.doneCount, totalCount: run.totalCount, failureMessage: run.failureMessage },
      ...{ createdAt: run.createdAt, startedAt: run.startedAt, finishedAt: run.finishedAt },
    })),
  };
}

/** Stores the file as it streams in, and leads to the mapping step. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'imports.write');
  try {
    let upload: Upload | null = null;
    await parseMultipart(request, async ({ filename, data }) => {
      // A form without a chosen file sends an empty name.
      if (!filename || upload) return undefined;
      const { maxUploadBytes: maxBytes } = context.config;
      upload = await createUpload(context, { fileName: filename, bytes: data, maxBytes, createdById: actor.userId });
      return upload.fileName;
    });
    const stored = upload as Upload | null;
    if (!stored) throw new AppError('invalid', 'Choose a file first.', { field: 'file' });
    return redirect(`/imports/${stored.id}`);
  } catch (error) {
    return answerProblem(error);
  }
}

export default function Imports() {
  const { maxMegabytes, runs } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  useLive(runs.some(({ status }) => isOpenStatus(status)));
  return (
    <Page width="narrow">
      <PageTitle intro="From an export of Discord, Reddit, a forum, a help desk, or any table of posts.">
        Import posts
      </PageTitle>
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={problem} />
      </div>
      <UploadForm maxMegabytes={maxMegabytes} />
      {runs.length > 0 ? (
        <Section title="Latest imports">
          <ul aria-label="Latest imports" className="divide-y divide-line rounded-lg border border-line">
            {runs.map((run) => (
              <li key={run.id}>
                <RunRow run={run} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section title="Other ways in">
        <p className="text-muted">
          <code className="font-mono text-xs text-ink">npm run -s refrain -- import FILE</code> imports from a shell,
          and <code className="font-mono text-xs text-ink">POST /api/v1/posts</code> takes posts from programs, with an
          API key.
        </p>
      </Section>
    </Page>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
