import { data } from '@remix-run/node';
import { z } from 'zod';
import type { Actor } from '#server/accounts/actor.ts';
import type { AppContext } from '#server/app-context.ts';
import { redoDecision } from '#server/decisions/redo-decision.ts';
import { undoDecision } from '#server/decisions/undo-decision.ts';
import { ERROR_STATUS, isAppError } from '#server/errors.ts';
import { redirectWithFlash } from '../flash.ts';
import { parseForm } from '../parse-form.ts';
import { readReturnPath } from '../return-path.ts';

const ReverseForm = z.object({
  intent: z.enum(['undo', 'redo'], 'Choose to undo or to redo.'),
  decision: z.coerce.number().int().positive(),
  withLater: z.literal('yes').optional(),
  /** Where to go afterwards; without it the history. */
  back: z.string().optional(),
});

/** A decision that stands in the way of undoing or redoing another one. */
export interface Reversal {
  readonly intent: 'undo' | 'redo';
  readonly decisionId: number;
  readonly message: string;
  /** Whether doing it together with what stands in the way would go through. */
  readonly canInsist: boolean;
}

/** Undoes or redoes a decision, from a form anywhere. */
export async function reverse(context: AppContext, { actor, request }: { actor: Actor; request: Request }) {
  const { intent, decision: decisionId, withLater, back } = parseForm(ReverseForm, await request.formData());
  try {
    const outcome = await (intent === 'undo' ? undoDecision : redoDecision)(context, {
      decisionId,
      withLater: withLater === 'yes',
      actor,
    });
    const count = outcome.decisionIds.length;
    const [done, opposite] = intent === 'undo' ? ['Undone', 'redo'] : ['Redone', 'undo'];
    const message =
      outcome.status === 'unchanged'
        ? 'It was so already.'
        : count > 1
          ? `${done}, with ${count - 1} more.`
          : `${done}.`;
    const to = back ? readReturnPath(back, request.url) : '/decisions';
    const fields = { intent: opposite ?? 'undo', decision: String(decisionId), ...(back ? { back } : {}) };
    const undo = outcome.status === 'changed' && count === 1 ? { undo: { action: '/decisions', fields } } : {};
    return redirectWithFlash(to, { message, ...undo });
  } catch (error) {
    if (!isAppError(error)) throw error;
    const canInsist = error.code === 'conflict' && Array.isArray(error.details.conflicts);
    const reversal: Reversal = { intent, decisionId, message: error.message, canInsist };
    return data({ reversal }, { status: ERROR_STATUS[error.code] });
  }
}
