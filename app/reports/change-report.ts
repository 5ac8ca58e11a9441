import { data, redirect } from '@remix-run/node';
import { z } from 'zod';
import type { AppContext } from '#server/app-context.ts';
import { ERROR_STATUS, isAppError } from '#server/errors.ts';
import { addQuote } from '#server/reports/add-quote.ts';
import { deleteReport } from '#server/reports/delete-report.ts';
import type { ReportDetail } from '#server/reports/get-report.ts';
import { removeQuote } from '#server/reports/remove-quote.ts';
import { saveReport } from '#server/reports/save-report.ts';
import { redirectWithFlash } from '../flash.ts';
import { parseForm } from '../parse-form.ts';
import type { Problem } from '../problem.ts';

const id = z.coerce.number().int().positive();
const offset = z.coerce.number().int().min(0);
const ReportForm = z.discriminatedUnion(
  'intent',
  [
    z.object({
      intent: z.literal('save'),
      version: id,
      title: z.string(),
      summary: z.string(),
      audience: z.enum(['product', 'marketing']),
      namesAuthors: z.literal('yes').optional(),
    }),
    z.object({ intent: z.literal('quote'), post: id, start: offset, end: offset, hash: z.string() }),
    z.object({ intent: z.literal('unquote'), quote: id }),
    z.object({ intent: z.literal('delete') }),
  ],
  'Choose what to do with the report.',
);

/** What stands in the editor, saved or not. */
export type TypedReport = Pick<ReportDetail, 'title' | 'summary' | 'audience' | 'namesAuthors'>;

/** What was typed, given back with the reason why it was not saved. */
export interface RefusedReport {
  readonly problem: Problem;
  /** Null when the form was not the editor. */
  readonly typed: TypedReport | null;
  /** Somebody saved it in between: saving again with this version puts what was typed over it. */
  readonly currentVersion: number | null;
}

/** One act on a report, from a form of its page. */
export async function changeReport(context: AppContext, { reportId, request }: { reportId: number; request: Request }) {
  const form = await request.formData();
  const here = `/reports/${reportId}${new URL(request.url).search}`;
  try {
    const given = parseForm(ReportForm, form);
    switch (given.intent) {
      case 'save': {
        const { version: expectedVersion, title, summary, audience } = given;
        const namesAuthors = given.namesAuthors === 'yes';
        await saveReport(context, { reportId, expectedVersion, title, summary, audience, namesAuthors });
        return redirectWithFlash(here, { message: 'Saved.' });
      }
      case 'quote': {
        const span = { postId: given.post, startOffset: given.start, endOffset: given.end };
        await addQuote(context, { reportId, ...span, expectedHash: given.hash });
        return redirectWithFlash(here, { message: 'Quoted, word for word.' });
      }
      case 'unquote':
        await removeQuote(context, { reportId, quoteId: given.quote });
        return redirectWithFlash(here, { message: 'Quote taken out.' });
      case 'delete':
        await deleteReport(context, { reportId });
        return redirect('/reports');
    }
  } catch (error) {
    if (!isAppError(error)) throw error;
    const field = typeof error.details.field === 'string' ? error.details.field : null;
    const refused: RefusedReport = {
      problem: { message: error.message, field },
      typed: form.has('summary') ? readTyped(form) : null,
      currentVersion: typeof error.details.version === 'number' ? error.details.version : null,
    };
    return data(refused, { status: ERROR_STATUS[error.code] });
  }
}

function readTyped(form: FormData): TypedReport {
  return {
    title: String(form.get('title') ?? ''),
    summary: String(form.get('summary')),
    audience: form.get('audience') === 'marketing' ? 'marketing' : 'product',
    namesAuthors: form.get('namesAuthors') === 'yes',
  };
}
