import { z } from 'zod';
import { CLUSTER_STATES, KINDS } from '#db/schema.ts';
import { CLUSTER_SORTS } from '#server/clusters/find-clusters.ts';

/** The filters of the clusters list as they stand in the address; what makes no sense is as if it were not there. */
const ClusterParams = z.object({
  // NUL stands in no stored text, and the database refuses it.
  q: z
    .string()
    .transform((typed) => typed.replaceAll('\0', '').trim())
    .pipe(z.string().max(200))
    .default('')
    .catch(''),
  state: z.enum(CLUSTER_STATES).default('open').catch('open'),
  kind: z.enum(KINDS).optional().catch(undefined),
  source: z.coerce.number().int().positive().optional().catch(undefined),
  sort: z.enum(CLUSTER_SORTS).default('voices').catch('voices'),
});
export type ClusterParams = z.infer<typeof ClusterParams>;

export function readClusterParams(params: URLSearchParams): ClusterParams {
  return ClusterParams.parse(Object.fromEntries(params));
}
