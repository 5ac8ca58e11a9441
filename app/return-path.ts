/** Where to go back to, as a path of this site: an address that leads anywhere else becomes the overview. */
export function readReturnPath(address: string | null, requestUrl: string): string {
  if (!address) return '/';
  const here = new URL(requestUrl);
  const url = parseAddress(address, here);
  if (!url || url.host !== here.host || !url.pathname.startsWith('/') || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search;
}

function parseAddress(address: string, base: URL): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
