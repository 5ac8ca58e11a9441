/** Whether nobody but this machine can open an address. */
export function isLocalAddress(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\.|^\[::1\]$|^0\.0\.0\.0$/.test(hostname);
}
