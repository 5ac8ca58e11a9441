import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fromText } from './fields.ts';
import { ApiProblem } from './problem.ts';

/** Query parameters of every list. */
export const pageQuery = {
  limit: fromText(z.int().min(1).max(200)).default(50).describe('How many items to answer with, at most.'),
  cursor: z.string().min(1).max(1000).optional().describe('`nextCursor` of the page before, unchanged.'),
};

/** The answer of every list; `nextCursor` is null on the last page. */
export function pageOf<T extends z.ZodType>(item: T, id: string) {
  return z
    .object({
      items: z.array(item),
      nextCursor: z.string().nullable().describe('Send it as `cursor` for the next page; null on the last one.'),
    })
    .meta({ id });
}

/** A short list that is answered whole. */
export function listOf<T extends z.ZodType>(item: T, id: string) {
  return z.object({ items: z.array(item) }).meta({ id });
}

/**
 * Reads where the page before ended. A cursor belongs to one list with one set of filters.
 * @throws ApiProblem `invalid` for a cursor that this list has not given out.
 */
export function readCursor<T extends z.ZodType>(request: Request, Position: T): z.output<T> | undefined {
  const cursor = new URL(request.url).searchParams.get('cursor');
  if (cursor === null) return undefined;
  const decoded = z.tuple([z.literal(listName(request)), z.unknown()]).safeParse(decode(cursor));
  const position = decoded.success ? Position.safeParse(decoded.data[1]) : null;
  if (position?.success) return position.data;
  const detail = 'This cursor does not belong to this list with these filters. Start again without a cursor.';
  throw new ApiProblem('invalid', detail, { errors: [{ in: 'query', pointer: '/cursor', detail }] });
}

/** @param rows up to `limit + 1` of them: the one too many says that there is a next page. */
export function toPage<T>(
  request: Request,
  { rows, limit, position }: { rows: readonly T[]; limit: number; position: (last: T) => unknown },
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasNext = rows.length > limit && last !== undefined;
  return { items, nextCursor: hasNext ? writeCursor(request, position(last)) : null };
}

export function writeCursor(request: Request, position: unknown): string {
  return Buffer.from(JSON.stringify([listName(request), position])).toString('base64url');
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}

/** Names the list by its path and filters. */
function listName(request: Request): string {
  const { pathname, searchParams } = new URL(request.url);
  const filters = [...searchParams].filter(([name]) => name !== 'cursor' && name !== 'limit').sort();
  return createHash('sha256')
    .update(JSON.stringify([pathname, filters]))
    .digest('base64url')
    .slice(0, 11);
}
