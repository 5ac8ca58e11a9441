import { z } from 'zod';

/** Where the page before ended, as it stands in the address. Whatever is not one of ours means the first page. */
const ClusterAfter = z.tuple([z.number(), z.number().int()]);
const PostAfter = z.tuple([z.number().nullable(), z.number().int()]);
const MOST_OFFSET = 1_000_000;

export function readClusterAfter(params: URLSearchParams) {
  const after = ClusterAfter.safeParse(decode(params.get('after')));
  return after.success ? { rank: after.data[0], id: after.data[1] } : undefined;
}

export function writeClusterAfter({ rank, id }: { rank: number; id: number }): string {
  return JSON.stringify([rank, id]);
}

export function readPostAfter(params: URLSearchParams, name = 'after') {
  const after = PostAfter.safeParse(decode(params.get(name)));
  if (!after.success) return undefined;
  const [at, id] = after.data;
  return { postedAt: at === null ? null : new Date(at), id };
}

/** Where a page of passages ended. */
export function readPassageAfter(params: URLSearchParams, name: string) {
  const after = ClusterAfter.safeParse(decode(params.get(name)));
  return after.success ? { score: after.data[0], id: after.data[1] } : undefined;
}

export function writePassageAfter({ score, post }: { score: number; post: { id: number } }): string {
  return JSON.stringify([score, post.id]);
}

export function writePostAfter({ postedAt, id }: { postedAt: Date | null; id: number }): string {
  return JSON.stringify([postedAt?.getTime() ?? null, id]);
}

/** How many of the best a page of a search leaves out. */
export function readOffset(params: URLSearchParams): number {
  const offset = z
    .number()
    .int()
    .min(0)
    .max(MOST_OFFSET)
    .safeParse(decode(params.get('after')));
  return offset.success ? offset.data : 0;
}

/** Splits a list that was asked for with one item too many. */
export function toPage<T>(
  rows: readonly T[],
  limit: number,
  position: (last: T) => string,
): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? position(last) : null };
}

function decode(value: string | null): unknown {
  try {
    return value === null ? null : JSON.parse(value);
  } catch {
    return null;
  }
}
