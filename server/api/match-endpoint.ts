import type { Endpoint } from './endpoint.ts';
import { ApiProblem } from './problem.ts';

export const API_ROOT = '/api/v1';

export type EndpointMatch = { readonly endpoint: Endpoint; readonly params: Readonly<Record<string, string>> };

/**
 * Finds the endpoint for a request. HEAD is answered like GET.
 * @throws ApiProblem `not_found`, or `method_not_allowed` with an `Allow` header.
 */
export function matchEndpoint(
  endpoints: readonly Endpoint[],
  { method, pathname }: { method: string; pathname: string },
): EndpointMatch {
  const segments = splitPath(pathname);
  const matches: EndpointMatch[] = [];
  for (const endpoint of endpoints) {
    const params = segments && matchPath(endpoint.path, segments);
    if (params) matches.push({ endpoint, params });
  }
  if (matches.length === 0) {
    throw new ApiProblem(
      'not_found',
      `There is nothing at ${pathname}. See ${API_ROOT}/openapi.json for what there is.`,
    );
  }
  const wanted = method === 'HEAD' ? 'GET' : method;
  const match = mostLiteral(matches.filter((candidate) => candidate.endpoint.method === wanted));
  if (match) return match;
  const allow = [...new Set(matches.map((candidate) => candidate.endpoint.method))];
  throw new ApiProblem('method_not_allowed', `${pathname} takes ${allow.join(', ')}, not ${method}.`, {
    headers: { Allow: allow.includes('GET') ? [...allow, 'HEAD'].join(', ') : allow.join(', ') },
  });
}

/** @returns null for a path that is not ours or is not valid percent-encoding. */
function splitPath(pathname: string): string[] | null {
  if (!pathname.startsWith(`${API_ROOT}/`)) return null;
  try {
    return pathname
      .slice(API_ROOT.length + 1)
      .split('/')
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}

function matchPath(pattern: string, segments: readonly string[]): Record<string, string> | null {
  const parts = pattern.slice(1).split('/');
  if (parts.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    const segment = segments[i] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined && part !== segment) return null;
    if (name !== undefined) {
      if (segment === '') return null;
      params[name] = segment;
    }
  }
  return params;
}

/** `/pushes/preview` before `/pushes/{pushId}`. */
function mostLiteral(matches: readonly EndpointMatch[]): EndpointMatch | undefined {
  return [...matches].sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0];
}
