import { z } from 'zod';
import { KINDS, SIGNS } from '#db/schema.ts';
import { SEVERITY_LEVELS } from '#pipelines/mentions/rate-severity.ts';
import { TRENDS } from '#pipelines/trends/compare-windows.ts';
import { CLUSTER_SORTS, CLUSTER_VIEWS, type ClusterSelection } from '#server/clusters/select-clusters.ts';
import { FILTER_NAMES, LISTS } from './cluster-address.ts';

function listOf<T extends z.ZodType>(item: T) {
  return z.array(z.unknown()).transform((values) =>
    [...new Set(values)].flatMap((value) => {
      const parsed = item.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    }),
  );
}
const count = z.coerce.number().int().positive().max(1_000_000).optional().catch(undefined);

/** The filters of the clusters list as they stand in the address; what makes no sense is as if it were not there. */
const ClusterParams = z.object({
  // NUL stands in no stored text, and the database refuses it.
  q: z
    .string()
    .transform((typed) => typed.replaceAll('\0', '').trim())
    .pipe(z.string().max(200))
    .default('')
    .catch(''),
  view: z.enum(CLUSTER_VIEWS).default('inbox').catch('inbox'),
  sort: z.enum(CLUSTER_SORTS).optional().catch(undefined),
  kind: listOf(z.enum(KINDS)),
  source: listOf(z.coerce.number().int().positive()),
  language: listOf(z.string().regex(/^[a-z]{2,3}$/)),
  owner: listOf(z.string().min(1).max(100)),
  trend: listOf(z.enum(TRENDS)),
  theme: listOf(z.coerce.number().int().positive()),
  severity: listOf(z.enum(SEVERITY_LEVELS)),
  sign: listOf(z.enum(SIGNS)),
  active: count,
  voices: count,
});
export type ClusterParams = z.infer<typeof ClusterParams>;

export function readClusterParams(params: URLSearchParams): ClusterParams {
  const lists = Object.fromEntries(LISTS.map((name) => [name, params.getAll(name)]));
  return ClusterParams.parse({ ...Object.fromEntries(params), ...lists });
}

/** The same filters always as the same words, so that two addresses can be compared; without a question mark. */
export function writeClusterParams(params: ClusterParams): string {
  const search = new URLSearchParams();
  if (params.q) search.set('q', params.q);
  if (params.view !== 'inbox') search.set('view', params.view);
  if (params.sort) search.set('sort', params.sort);
  for (const name of FILTER_NAMES) {
    for (const value of [params[name] ?? []].flat().map(String).sort()) search.append(name, value);
  }
  return search.toString();
}

export function toSelection(params: ClusterParams): ClusterSelection {
  const { q, view, kind, source, language, owner, trend, theme, severity, sign, active, voices } = params;
  return {
    ...{ view, q, kinds: kind, sourceIds: source, languages: language, owners: owner, trends: trend },
    ...{ themeIds: theme, severities: severity, signs: sign },
    ...(active ? { activeDays: active } : {}),
    ...(voices ? { minVoices: voices } : {}),
  };
}

/** What a search is sorted by unless something else is chosen. */
export function sortOf({ sort, q }: ClusterParams) {
  return sort ?? (q ? 'best' : 'rank');
}
