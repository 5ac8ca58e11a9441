import type { z } from 'zod';
import { cleanText } from '#server/imports/clean-text.ts';
import { ApiProblem, type FieldError } from './problem.ts';

type Part = FieldError['in'];

/** One error per field at most this many: a batch of a thousand wrong posts is not answered with thousands. */
const MAX_ERRORS = 50;

/** @throws ApiProblem `invalid` that names every wrong field. */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown, part: Part): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => toFieldErrors(issue, part)).slice(0, MAX_ERRORS);
  const first = errors[0];
  const where = first?.pointer ? `${part} ${first.pointer}` : part;
  const more = errors.length > 1 ? ` ${errors.length - 1} more in "errors".` : '';
  throw new ApiProblem('invalid', `${where}: ${first?.detail ?? 'not valid.'}${more}`, { errors });
}

/** Parameters of a query as an object; one that is given twice becomes a list, which only lists accept. */
export function readQuery(searchParams: URLSearchParams): Record<string, unknown> {
  const query: Record<string, unknown> = Object.create(null);
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name).map(cleanText);
    query[name] = values.length === 1 ? values[0] : values;
  }
  return query;
}

/** One thing that is wrong with a value, in words: `/author/id: This is required.` */
export function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  const [error] = issue ? toFieldErrors(issue, 'body') : [];
  if (!error) return 'Not valid.';
  return error.pointer ? `${error.pointer}: ${error.detail}` : error.detail;
}

function toFieldErrors(issue: z.core.$ZodIssue, part: Part): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const word = part === 'query' ? 'parameter' : 'field';
    return issue.keys.map((key) => ({
      in: part,
      pointer: toPointer([...path, key]),
      detail: `There is no ${word} "${key}" here.`,
    }));
  }
  return [{ in: part, pointer: toPointer(path), detail: sentence(issue.message) }];
}

function sentence(message: string): string {
  if (message.endsWith('received undefined')) return 'This is required.';
  const text = message.replace(/^Invalid input: /, '');
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

function toPointer(path: readonly string[]): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
