/** Pages that put a note on another issue or commit as soon as an issue links to them. */
const REFERRING_PAGE =
  /^\/(?:orgs\/)?[^/]+\/(?:[^/]+\/)?(?:issues|pull|pulls|commit|commits|compare|discussions)(?:\/|$)/i;

/** The same inside another address: a client that reads addresses less strictly than we do may take it for the page. */
const REFERRING_ANYWHERE =
  /github\.com\/+[^/]+\/+[^/]+\/+(?:issues|pull|pulls|commit|commits|compare|discussions)(?:\/|$)/i;

/** An address from a post's record, as it may stand in a link; null when it is not one that a person could follow. */
export function readWebAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isWeb = (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
  return isWeb ? url.href : null;
}

/** Whether a link to this page would leave a trace there. `trackerHosts`: the tracker's own, beside github.com. */
export function leavesBacklink(address: string, trackerHosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  if (REFERRING_ANYWHERE.test(decodePath(address))) return true;
  const url = new URL(address);
  const host = url.hostname.toLowerCase();
  const isTracker = host === 'github.com' || host.endsWith('.github.com') || trackerHosts.includes(host);
  return isTracker && REFERRING_PAGE.test(decodePath(url.pathname).replace(/\/{2,}/g, '/'));
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray percent sign: the path means what it says.
    return path;
  }
}
