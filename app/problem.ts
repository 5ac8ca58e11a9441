import { data } from '@remix-run/node';
import { ERROR_STATUS, isAppError } from '#server/errors.ts';

/** What a form shows when its action was refused. */
export interface Problem {
  readonly message: string;
  /** The field it is about; null when it is about the whole form. */
  readonly field: string | null;
}

/** Answers a refused action, so that the form comes back with what was typed and why. Other errors go on. */
export function answerProblem(error: unknown) {
  if (!isAppError(error)) throw error;
  const field = typeof error.details.field === 'string' ? error.details.field : null;
  const problem: Problem = { message: error.message, field };
  return data({ problem }, { status: ERROR_STATUS[error.code] });
}

/** Awaits what a page shows; an expected error becomes the page's status, with its message for the error boundary. */
export async function load<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new Response(error.message, { status: ERROR_STATUS[error.code] });
  }
}

/** An id from the address; anything else is a page that does not exist. */
export function readId(value: string | undefined): number {
  const id = Number(value);
  if (!Number.isSafeInteger(id) || id <= 0) throw new Response('There is no page with this address.', { status: 404 });
  return id;
}
