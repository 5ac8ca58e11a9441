/** Parameters of a list's address that hold several choices. */
export const LISTS = ['kind', 'source', 'language', 'owner', 'trend', 'theme', 'severity', 'sign'] as const;
export const FILTER_NAMES = [...LISTS, 'active', 'voices'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** The address of the same list with one choice more or less; the page of the list begins anew. */
export function toggleChoice(search: string, name: FilterName, value: string): string {
  const params = new URLSearchParams(search);
  const isSet = params.getAll(name).includes(value);
  const others = (LISTS as readonly string[]).includes(name) ? params.getAll(name).filter((own) => own !== value) : [];
  params.delete(name);
  for (const own of others) params.append(name, own);
  if (!isSet) params.append(name, value);
  return cleared(params, ['after']);
}

/** The address without some parameters. */
export function withoutParams(search: string, names: readonly string[]): string {
  return cleared(new URLSearchParams(search), names);
}

function cleared(params: URLSearchParams, names: readonly string[]): string {
  for (const name of names) params.delete(name);
  return params.size > 0 ? `?${params}` : '?';
}
