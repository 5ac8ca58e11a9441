import { data, redirect } from '@remix-run/node';
import { z } from 'zod';
import { CONSENT_STATES, SHARE_ROLES, STANCES } from '#db/schema.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { AppContext } from '#server/app-context.ts';
import { ERROR_STATUS, isAppError } from '#server/errors.ts';
import { addQuote } from '#server/reports/add-quote.ts';
import { deleteReport } from '#server/reports/delete-report.ts';
import type { ReportDetail } from '#server/reports/get-report.ts';
import { publishReport } from '#server/reports/publish-report.ts';
import { recordConsent } from '#server/reports/record-consent.ts';
import { redraftReport } from '#server/reports/redraft-report.ts';
import { removeQuote } from '#server/reports/remove-quote.ts';
import { revokeShare } from '#server/reports/revoke-share.ts';
import { saveReport } from '#server/reports/save-report.ts';
import { shareReport } from '#server/reports/share-report.ts';
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
    z.object({
      intent: z.literal('quote'),
      post: id,
      start: offset,
      end: offset,
      hash: z.string(),
      stance: z.enum(STANCES).optional(),
    }),
    z.object({ intent: z.literal('unquote'), quote: id }),
    z.object({ intent: z.literal('redraft') }),
    z.object({ intent: z.literal('publish'), version: id }),
    z.object({ intent: z.literal('share'), role: z.enum(SHARE_ROLES) }),
    z.object({ intent: z.literal('unshare'), share: id }),
    z.object({
      intent: z.literal('consent'),
      post: id,
      state: z.enum(CONSENT_STATES),
      scope: z.string().optional(),
      wording: z.string().optional(),
      expires: z.union([z.literal(''), z.iso.date()]).optional(),
    }),
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
export async function changeReport(
  context: AppContext,
  { reportId, request, actor }: { reportId: number; request: Request; actor: Pick<Actor, 'userId'> },
) {
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
        const { stance = 'supports' } = given;
        await addQuote(context, { reportId, ...span, expectedHash: given.hash, stance });
        return redirectWithFlash(here, { message: 'Quoted, word for word.' });
      }
      case 'unquote':
        await removeQuote(context, { reportId, quoteId: given.quote });
        return redirectWithFlash(here, { message: 'Quote taken out.' });
      case 'redraft': {
        const { status } = await redraftReport(context, { reportId });
        const message = status === 'replaced' ? 'Drafted anew.' : 'Your text stays; the new draft stands below it.';
        return redirectWithFlash(here, { message });
      }
      case 'publish': {
        const { number } = await publishReport(context, { reportId, expectedVersion: given.version, actor });
        return redirectWithFlash(here, { message: `Edition ${number} is published.` });
      }
      case 'share':
        await shareReport(context, { reportId, role: given.role, actor });
        return redirectWithFlash(here, { message: 'Shared. Copy the address and send it.' });
      case 'unshare':
        await revokeShare(context, { reportId, shareId: given.share });
        return redirectWithFlash(here, { message: 'The address is closed.' });
      case 'consent': {
        const { post: postId, state, scope, wording, expires } = given;
        // A permission holds through its last day.
        const expiresAt = expires ? new Date(`${expires}T23:59:59Z`) : null;
        await recordConsent(context, { postId, state, scope, wording, expiresAt, actor });
        return redirectWithFlash(here, { message: 'Recorded.' });
      }
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
