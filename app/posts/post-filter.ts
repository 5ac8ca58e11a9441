import { z } from 'zod';
import { KINDS, SIGNS } from '#db/schema.ts';

/** Years 1 to 9998: the database knows no year 0, and the day after the last of 9999 has five digits. */
const Day = z.iso
  .date()
  .refine((day) => day >= '0001' && day < '9999')
  .optional()
  .catch(undefined);
const Id = z.coerce.number().int().positive().optional().catch(undefined);

/** The filters of the posts list as they stand in the address; what makes no sense is as if it were not there. */
const PostParams = z.object({
  // NUL stands in no stored text, and the database refuses it.
  q: z
    .string()
    .transform((typed) => typed.replaceAll('\0', '').trim())
    .pipe(z.string().max(200))
    .default('')
    .catch(''),
  placed: z.enum(['yes', 'no']).optional().catch(undefined),
  kind: z.enum(KINDS).optional().catch(undefined),
  sign: z.enum(SIGNS).optional().catch(undefined),
  source: Id,
  cluster: Id,
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional()
    .catch(undefined),
  from: Day,
  to: Day,
  /** Of a search; without one the newest come first. */
  sort: z.enum(['best', 'newest']).default('best').catch('best'),
});
export type PostParams = z.infer<typeof PostParams>;

export function readPostParams(params: URLSearchParams): PostParams {
  return PostParams.parse(Object.fromEntries(params));
}

const DAY_MS = 86_400_000;

/** As the use case takes it: `to` is a whole day, that one included. */
export function toPostFilter({ q, placed, kind, sign, source, cluster, language, from, to }: PostParams) {
  return {
    ...(q ? { q } : {}),
    ...(placed ? { placed: placed === 'yes' } : {}),
    ...(kind ? { kind } : {}),
    ...(sign ? { sign } : {}),
    ...(source ? { sourceId: source } : {}),
    ...(cluster ? { clusterId: cluster } : {}),
    ...(language ? { language } : {}),
    ...(from ? { from: new Date(from) } : {}),
    ...(to ? { to: new Date(Date.parse(to) + DAY_MS) } : {}),
  };
}
