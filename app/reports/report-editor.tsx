import { Form, unstable_usePrompt } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import type { ReportDetail } from '#server/reports/get-report.ts';
import { useSending } from '../settings/use-sending.ts';
import { Button } from '../ui/button.tsx';
import { CheckboxField, SelectField, TextareaField, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { errorOf, ProblemNotice } from '../ui/problem-notice.tsx';
import type { RefusedReport } from './change-report.ts';

type Report = Pick<ReportDetail, 'title' | 'summary' | 'draft' | 'audience' | 'namesAuthors' | 'version'>;

/** Title and summary, for the manager to write over the draft. */
export function ReportEditor({ report, result }: { report: Report; result: RefusedReport | undefined }) {
  const isSending = useSending();
  const isSaving = isSending('save');
  const [isChanged, setChanged] = useUnsaved({ isSaving, isRefused: Boolean(result?.typed) });
  const opened = useOpened(report, isChanged);
  useLeaveWarning(isChanged && !isSaving);
  const { title, summary, audience, namesAuthors } = result?.typed ?? opened;
  return (
    // A newer version is another form: what stands in its fields is what was saved.
    <Form key={opened.version} method="post" className="mt-6 space-y-4" onChange={() => setChanged(true)}>
      <input type="hidden" name="version" value={result?.currentVersion ?? opened.version} />
      <ProblemNotice problem={result?.problem} fields={['title', 'summary']} />
      {result?.currentVersion ? <Theirs report={report} /> : null}
      <TextField
        label="Title"
        name="title"
        defaultValue={title}
        maxLength={300}
        required
        error={errorOf(result?.problem, 'title')}
      />
      <TextareaField
        label="Summary"
        name="summary"
        defaultValue={summary}
        rows={Math.min(24, Math.max(8, summary.split('\n').length + Math.ceil(summary.length / 90)))}
        hint="Markdown. The draft was written from the posts; say it in your own words. [^1] cites the posts behind a sentence: keep it where the sentence stays true."
        error={errorOf(result?.problem, 'summary')}
      />
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <SelectField label="Written for" name="audience" defaultValue={audience} fieldClassName="w-44">
          <option value="product">The product team</option>
          <option value="marketing">Marketing</option>
        </SelectField>
        <CheckboxField
          label="Name the authors of quotes"
          name="namesAuthors"
          value="yes"
          defaultChecked={namesAuthors}
          hint="Otherwise they are “a member on Discord”."
        />
        <Button
          name="intent"
          value="save"
          variant={isChanged ? 'primary' : 'secondary'}
          disabled={isSaving}
          className="ml-auto"
        >
          {isSaving ? 'Saving…' : result?.currentVersion ? 'Save mine over theirs' : 'Save'}
        </Button>
      </div>
      {report.draft === report.summary ? null : (
        <details className="text-muted">
          <summary className="inline-block rounded py-1 text-xs underline decoration-line-strong underline-offset-2 hover:text-ink">
            The draft as it was generated
          </summary>
          <p className="post-text mt-2 rounded-lg border border-line bg-sunken px-4 py-3">{report.draft}</p>
        </details>
      )}
    </Form>
  );
}

function Theirs({ report }: { report: Report }) {
  return (
    <Notice>
      <p className="font-medium">What was saved meanwhile</p>
      <p className="mt-1 font-medium">{report.title}</p>
      <p className="post-text">{report.summary}</p>
    </Notice>
  );
}

/** Whether the fields hold what is not saved: from the first key on, also after a refusal, until a save goes through. */
function useUnsaved({ isSaving, isRefused }: { isSaving: boolean; isRefused: boolean }) {
  const [isChanged, setChanged] = useState(isRefused);
  const wasSaving = useRef(false);
  useEffect(() => {
    if (wasSaving.current && !isSaving) setChanged(isRefused);
    wasSaving.current = isSaving;
  }, [isSaving, isRefused]);
  return [isChanged, setChanged] as const;
}

/** The version that the fields began with. A newer one, which others saved, never takes the place of unsaved words. */
function useOpened(report: Report, isChanged: boolean): Report {
  const [opened, setOpened] = useState(report);
  if (opened.version !== report.version && !isChanged) setOpened(report);
  return opened;
}

/** Asks before unsaved words are lost, to another page of ours as well as to another site. */
function useLeaveWarning(isNeeded: boolean): void {
  unstable_usePrompt({
    when: ({ currentLocation, nextLocation }) => isNeeded && currentLocation.pathname !== nextLocation.pathname,
    message: 'What you wrote is not saved. Leave this report?',
  });
  useEffect(() => {
    if (!isNeeded) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isNeeded]);
}
