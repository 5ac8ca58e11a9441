import ipaddr from 'ipaddr.js';

/**
 * Why an address that a person entered is not called. `private-host` is the one an operator can lift, by naming the
 * host in `REFRAIN_ALLOWED_HOSTS`.
 */
export type AddressFault = 'not-a-url' | 'credentials' | 'not-https' | 'port' | 'private-host';
export type AddressVerdict =
  | { readonly ok: true; readonly url: URL; readonly isAllowedHost: boolean }
  | { readonly ok: false; readonly fault: AddressFault; readonly message: string };

export interface AddressRules {
  /** `host` or `host:port`, lower case: private hosts that the operator opened, also for plain http. */
  readonly allowedHosts: readonly string[];
}

const MESSAGES: Readonly<Record<AddressFault, string>> = {
  'not-a-url': 'This is not a web address. Enter one such as https://github.example.com/api/v3.',
  credentials: 'Leave name and password out of the address.',
  'not-https': 'Only https addresses are called.',
  port: 'Only the standard port 443 is called. An operator can open another with REFRAIN_ALLOWED_HOSTS.',
  'private-host':
    'This address lies inside a private network. An operator can open it by adding the host to REFRAIN_ALLOWED_HOSTS.',
};

/**
 * Whether a web address that a person entered may be called at all. Looks at the address alone; what a host name
 * resolves to is held by `isPublicAddress` at the moment of connecting.
 */
export function checkAddress(address: string, { allowedHosts }: AddressRules): AddressVerdict {
  if (!URL.canParse(address)) return refuse('not-a-url');
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('not-https');
  if (url.hostname === '') return refuse('not-a-url');
  if (url.username !== '' || url.password !== '') return refuse('credentials');
  if (isAllowedHost(url, allowedHosts)) return { ok: true, url, isAllowedHost: true };

  if (url.protocol !== 'https:') return refuse('not-https');
  if (url.port !== '') return refuse('port');
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (ipaddr.isValid(host) ? !isPublicAddress(host) : isLocalName(host)) return refuse('private-host');
  return { ok: true, url, isAllowedHost: false };
}

/** Whether an IP address is one on the open internet; mapped IPv6 forms are read as the IPv4 address they mean. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  // All of IPv6's open internet lies in 2000::/3; elsewhere `::127.0.0.1` and the like would pass for unicast.
  return !(parsed instanceof ipaddr.IPv6) || ((parsed.parts[0] ?? 0) & 0xe000) === 0x2000;
}

/** An entry without a port opens the standard port of http and https, nothing else. */
export function isAllowedHost(url: URL, allowedHosts: readonly string[]): boolean {
  return (
    allowedHosts.includes(url.port === '' ? url.hostname : `${url.hostname}:${url.port}`) ||
    isDefaultPort(url, allowedHosts)
  );
}

/** `URL` drops a standard port, so `host:443` in the list has to match an address without one. */
function isDefaultPort(url: URL, allowedHosts: readonly string[]): boolean {
  const port = url.protocol === 'https:' ? '443' : '80';
  return url.port === '' && allowedHosts.includes(`${url.hostname}:${port}`);
}

/** Names that only ever mean this machine or this network, and names without a dot. */
function isLocalName(host: string): boolean {
  return !host.includes('.') || /\.(?:localhost|local|internal|intranet|lan|home\.arpa)$/i.test(host);
}

function refuse(fault: AddressFault): AddressVerdict {
  return { ok: false, fault, message: MESSAGES[fault] };
}
