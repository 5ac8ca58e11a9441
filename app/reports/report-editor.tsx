import { Form } from '@remix-run/react';
import { useEffect, useState } from 'react';
import type { ReportDetail } from '#server/reports/get-report.ts';
import { useSending } from '../settings/use-sending.ts';
import { Button } from '../ui/button.tsx';
import { CheckboxField, SelectField, TextareaField, TextField } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Section } from '../ui/panes.tsx';
import { errorOf, ProblemNotice } from '../ui/problem-notice.tsx';
import type { RefusedReport } from './change-report.ts';

type Report = Pick<ReportDetail, 'title' | 'summary' | 'draft' | 'audience' | 'namesAuthors' | 'version'>;

/** Title and summary, for the manager to write over the draft; others read. */
export function ReportEditor({
  report,
  canWrite,
  result,
}: {
  report: Report;
  canWrite: boolean;
  result: RefusedReport | undefined;
}) {
  if (!canWrite) {
    return (
      <Section title="Summary">
        <p className="post-text text-base">{report.summary}</p>
      </Section>
    );
  }
  // A newer version is another form: what stands in its fields is what was saved.
  return <Editor key={report.version} report={report} result={result} />;
}

function Editor({ report, result }: { report: Report; result: RefusedReport | undefined }) {
  const isSending = useSending();
  const [isChanged, setChanged] = useState(false);
  useLeaveWarning(isChanged && !isSending('save'));
  const { title, summary, audience, namesAuthors } = result?.typed ?? report;
  return (
    <Form method="post" className="mt-6 space-y-4" onChange={() => setChanged(true)} onSubmit={() => setChanged(false)}>
      <input type="hidden" name="version" value={result?.currentVersion ?? report.version} />
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
        hint="Markdown. The draft was written from the posts; say it in your own words."
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
          disabled={isSending('save')}
          className="ml-auto"
        >
          {isSending('save') ? 'Saving…' : result?.currentVersion ? 'Save mine over theirs' : 'Save'}
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

function useLeaveWarning(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isNeeded]);
}
