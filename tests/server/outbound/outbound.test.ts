import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { checkAddress } from '#server/outbound/check-address.ts';
import { createOutboundFetch, type OutboundRules, type Resolve } from '#server/outbound/outbound-fetch.ts';
import { findShared } from '#tests/shared-material.ts';

const closed = { allowedHosts: [] };
const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

describe('checkAddress', () => {
  test.each([
    ['https://api.github.com'],
    ['https://github.example.com/api/v3'],
    ['https://52.52.167.244/'],
    ['https://[2606:4700::1111]/'],
    ['https://github.example.com:443/'],
  ])('%s is in order', (address) => {
    expect(checkAddress(address, closed)).toMatchObject({ ok: true });
  });

  test.each([
    ['nonsense', 'not-a-url'],
    ['//host/x', 'not-a-url'],
    ['http://api.github.com', 'not-https'],
    ['ftp://api.github.com', 'not-https'],
    ['javascript:alert(1)', 'not-https'],
    ['https://user:pass@github.com', 'credentials'],
    ['https://api.github.com:8443', 'port'],
    ['https://localhost', 'private-host'],
    ['https://LOCALHOST.', 'private-host'],
    ['https://intranet', 'private-host'],
    ['https://db.internal', 'private-host'],
    ['https://10.0.0.1', 'private-host'],
    ['https://127.1', 'private-host'],
    ['https://0x7f000001', 'private-host'],
    ['https://①②⑦.⓪.⓪.①', 'private-host'],
    ['https://[::1]', 'private-host'],
    ['https://[::127.0.0.1]', 'private-host'],
    ['https://[::ffff:10.0.0.1]', 'private-host'],
    ['https://[64:ff9b::7f00:1]', 'private-host'],
    ['https://[2002:7f00:1::]', 'private-host'],
    ['https://[fd00::1]', 'private-host'],
    ['https://169.254.169.254', 'private-host'],
    ['https://224.0.0.1', 'private-host'],
    ['https://255.255.255.255', 'private-host'],
  ])('%s is refused: %s', (address, fault) => {
    expect(checkAddress(address, closed)).toMatchObject({ ok: false, fault });
  });

  test('an opened host is open on its port alone, there also for plain http', () => {
    const rules = { allowedHosts: ['ghe.internal', '10.0.0.5:8443', '[fd00::1]:3000'] };

    expect(checkAddress('https://ghe.internal/api/v3', rules).ok).toBe(true);
    expect(checkAddress('http://ghe.internal/api/v3', rules).ok).toBe(true);
    expect(checkAddress('https://ghe.internal:8443', rules).ok).toBe(false);
    expect(checkAddress('http://10.0.0.5:8443', rules).ok).toBe(true);
    expect(checkAddress('https://10.0.0.5', rules).ok).toBe(false);
    expect(checkAddress('http://[fd00::1]:3000', rules).ok).toBe(true);
    expect(checkAddress('https://x.ghe.internal', rules).ok).toBe(false);
    expect(checkAddress('https://user@ghe.internal', rules).ok).toBe(false);
    expect(checkAddress('https://10.0.0.5:443', { allowedHosts: ['10.0.0.5:443'] }).ok).toBe(true);
  });

  const listed = findShared('badinput/ssrf-urls.json');
  test.skipIf(!listed)('every address of other projects’ attack lists is refused, their good ones are not', () => {
    const { blocked, allowed } = JSON.parse(readFileSync(listed as string, 'utf8')) as Record<string, string[]>;

    expect(blocked?.length).toBeGreaterThan(20);
    for (const address of blocked ?? []) expect([address, checkAddress(address, closed).ok]).toEqual([address, false]);
    for (const address of allowed ?? []) expect([address, checkAddress(address, closed).ok]).toEqual([address, true]);
  });
});

describe('createOutboundFetch', () => {
  test('reaches a host that the operator opened, and hands over its whole answer', async () => {
    const host = await serve((_request, response) => response.writeHead(201, { 'x-a': 'b' }).end('{"ok":true}'));

    const response = await outbound({ allowedHosts: [host] })(`http://${host}/x`, { method: 'POST', body: 'hi' });

    expect([response.status, response.headers.get('x-a'), response.url]).toEqual([201, 'b', `http://${host}/x`]);
    expect(await response.json()).toEqual({ ok: true });
  });

  test('a name that resolves to a private address is refused when connecting', async () => {
    let asked = 0;
    const resolve: Resolve = (_hostname, _options, callback) => {
      asked += 1;
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    };

    await expect(outbound({ ...closed, resolve })('https://rebind.example.com/')).rejects.toMatchObject({
      fault: 'blocked',
      message: expect.stringContaining('REFRAIN_ALLOWED_HOSTS'),
    });
    expect(asked).toBe(1);
  });

  test('a host opened on one port is not thereby open on the standard port', async () => {
    const resolve: Resolve = (_hostname, _options, callback) => callback(null, [{ address: '10.0.0.9', family: 4 }]);
    const call = outbound({ allowedHosts: ['ghe.example.com:8443'], resolve });

    await expect(call('https://ghe.example.com/')).rejects.toMatchObject({ fault: 'blocked' });
  });

  test('a name with private and reserved addresses alone is refused', async () => {
    const resolve: Resolve = (_hostname, _options, callback) =>
      callback(null, [
        { address: '10.0.0.9', family: 4 },
        { address: '203.0.113.1', family: 4 },
      ]);

    await expect(outbound({ ...closed, resolve })('https://mixed.example.com/')).rejects.toMatchObject({
      fault: 'blocked',
    });
  });

  test.each([['http://127.0.0.1:1/secret'], ['https://169.254.169.254/'], ['file:///etc/passwd']])(
    'a redirect to %s is not followed',
    async (location) => {
      const host = await serve((_request, response) => response.writeHead(302, { location }).end());

      await expect(outbound({ allowedHosts: [host] })(`http://${host}/`)).rejects.toMatchObject({ fault: 'blocked' });
    },
  );

  test('a redirect on the same host is followed with the method that the standard asks for', async () => {
    const seen: string[] = [];
    const host = await serve((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
      if (request.url === '/307') return response.writeHead(307, { location: '/end' }).end();
      if (request.url === '/303') return response.writeHead(303, { location: '/end' }).end();
      return response.end('done');
    });
    const init = { method: 'POST', body: 'x', headers: { authorization: 'token t' } };

    await outbound({ allowedHosts: [host] })(`http://${host}/307`, init);
    await outbound({ allowedHosts: [host] })(`http://${host}/303`, init);

    expect(seen).toEqual(['POST /307 token t', 'POST /end token t', 'POST /303 token t', 'GET /end token t']);
  });

  test('a secret does not travel to another origin, nor does a body', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end('other');
    });
    const host = await serve((_request, response) => response.writeHead(307, { location: `http://${other}/` }).end());
    const call = outbound({ allowedHosts: [host, other] });
    const headers = { authorization: 'token t' };

    expect(await (await call(`http://${host}/`, { headers })).text()).toBe('other');
    await expect(call(`http://${host}/`, { method: 'POST', body: 'x', headers })).rejects.toMatchObject({
      fault: 'blocked',
    });
    expect(seen).toEqual([undefined]);
  });

  test('an endless redirect, a silent server and an endless answer all end', async () => {
    const loop = await serve((_request, response) => response.writeHead(302, { location: '/' }).end());
    const silent = await serve(() => {});
    const endless = await serve((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'.repeat(50_000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    const half = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x');
    });
    const allowedHosts = [loop, silent, endless, half];

    await expect(outbound({ allowedHosts })(`http://${loop}/`)).rejects.toMatchObject({ fault: 'blocked' });
    await expect(outbound({ allowedHosts, timeoutMs: 100 })(`http://${silent}/`)).rejects.toMatchObject({
      fault: 'timeout',
    });
    await expect(outbound({ allowedHosts, timeoutMs: 100 })(`http://${half}/`)).rejects.toMatchObject({
      fault: 'timeout',
    });
    await expect(outbound({ allowedHosts, maxBytes: 200_000 })(`http://${endless}/`)).rejects.toMatchObject({
      fault: 'too-large',
    });
  });

  test('a server that does not listen is told apart from one that broke off', async () => {
    const gone = await serve((request) => request.socket.destroy());
    const unused = await serve(() => {});
    await cleanups.shift()?.();
    const allowedHosts = [gone, unused];

    await expect(outbound({ allowedHosts })(`http://${gone}/`)).rejects.toMatchObject({ fault: 'unreachable' });
    await expect(outbound({ allowedHosts })(`http://${unused}/`)).rejects.toMatchObject({ fault: 'not-connected' });
  });

  test('a caller can stop waiting', async () => {
    const silent = await serve(() => {});
    const controller = new AbortController();
    const answer = outbound({ allowedHosts: [silent] })(`http://${silent}/`, { signal: controller.signal });

    controller.abort();

    await expect(answer).rejects.toMatchObject({ fault: 'unreachable' });
  });
});

function outbound(rules: OutboundRules) {
  const call = createOutboundFetch(rules);
  cleanups.push(call.close);
  return call;
}

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.unshift(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
