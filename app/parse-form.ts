import type { z } from 'zod';
import { AppError } from '#server/errors.ts';

/**
 * What a form sent, as its schema has it.
 * @throws AppError `invalid`, with the name of the first wrong field.
 */
export function parseForm<S extends z.ZodType>(schema: S, form: FormData): z.output<S> {
  const parsed = schema.safeParse(Object.fromEntries(form));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('invalid', issue?.message ?? 'Check what you entered.', { field: issue?.path.join('.') ?? null });
}
