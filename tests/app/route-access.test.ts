import type { AppLoadContext } from '@remix-run/node';
import type { RouteConfigEntry } from '@remix-run/route-config';
import { describe, expect, test } from 'vitest';
import routes from '#app/routes.ts';
import { ROLES, type Role } from '#db/schema.ts';

type RouteModule = {
  readonly loader?: (args: Args) => unknown;
  readonly action?: (args: Args) => unknown;
};
type Args = { request: Request; params: Record<string, string>; context: AppLoadContext };

/** Pages for people who are not signed in, the API, which checks each endpoint itself, and webhooks, whose signature is their key. */
const PUBLIC = ['sign-in', 'sign-out', 'setup', 'theme', 'health', 'api/v1/*', 'webhooks/:targetId', '*'];
/** Roles that may do nothing at all on a page: marketing reads stories, the overview and what is published for it; product decides nothing. */
const OPEN_TO_MARKETING = [
  '',
  'stories',
  'shared/:token',
  'reports/:reportId/read',
  'reports/:reportId/evidence/:key',
  'reports/:reportId/export/:format',
];
const WRITERS: readonly Role[] = ['admin', 'manager'];

const modules = import.meta.glob<RouteModule>('../../app/routes/**/*.{ts,tsx}');

function flatten(entries: readonly RouteConfigEntry[], parent = ''): { path: string; file: string }[] {
  return entries.flatMap((entry) => {
    const path = [parent, entry.path].filter(Boolean).join('/');
    return [{ path, file: entry.file }, ...flatten(entry.children ?? [], path)];
  });
}

/**
 * A context of which only the actor is there. The first read of anything else is told to `onRead`, and what was read
 * answers to every name and call, and never settles: a handler that got so far was let in, and waits for good.
 */
function contextOf(role: Role | null, onRead: () => void): AppLoadContext {
  const actor = role === null ? null : { id: 'user:u1', name: 'Somebody', role, userId: 'u1' };
  return new Proxy({} as AppLoadContext, {
    get(_, key) {
      if (key === 'actor') return actor;
      onRead();
      return unsettled;
    },
  });
}

const never = () => {};
const unsettled: unknown = new Proxy(never, {
  get: (_, key) => (key === 'then' ? never : unsettled),
  apply: () => unsettled,
});

/** @returns `let in` as soon as the handler reads more than the actor, and otherwise how it ended. */
function outcome(handler: (args: Args) => unknown, path: string, method: string, role: Role | null): Promise<string> {
  const url = `http://localhost:3000/${path.replaceAll(/:\w+\??/g, '1')}`;
  const body = method === 'POST' ? new URLSearchParams({ intent: 'none' }) : undefined;
  return new Promise((resolve) => {
    const context = contextOf(role, () => resolve('let in'));
    ended(() => handler({ request: new Request(url, { method, body }), params: paramsOf(path), context })).then(
      resolve,
    );
  });
}

async function ended(handle: () => unknown): Promise<string> {
  try {
    const answer = await handle();
    return answer instanceof Response ? `answered ${answer.status}` : 'answered';
  } catch (thrown) {
    if (!(thrown instanceof Response)) return `failed: ${String(thrown)}`;
    if (thrown.status === 403) return 'forbidden';
    const place = thrown.headers.get('location') ?? '';
    return place.startsWith('/sign-in') ? 'sign in' : `${thrown.status} ${place}`;
  }
}

function paramsOf(path: string): Record<string, string> {
  return Object.fromEntries([...path.matchAll(/:(\w+)/g)].map((match) => [match[1] ?? '', '1']));
}

const pages = flatten(await routes).filter(({ path }) => !PUBLIC.includes(path));

test('there are pages to walk', () => {
  expect(pages.length).toBeGreaterThan(3);
});

describe.each(pages)('/$path ($file)', ({ path, file }) => {
  const load = modules[`../../app/${file}`];

  test('has a file, and a loader that asks who it is', async () => {
    expect(load, `${file} does not exist`).toBeDefined();
    const module = await load?.();
    expect(
      module?.loader ?? module?.action,
      `${file} has neither loader nor action, so nothing checks who opens it`,
    ).toBeDefined();
  });

  test('lets nobody in who is not signed in', async () => {
    const module = await load?.();
    if (module?.loader) expect(await outcome(module.loader, path, 'GET', null)).toBe('sign in');
    if (module?.action) expect(await outcome(module.action, path, 'POST', null)).toBe('sign in');
  });

  test('writes are for admins and managers, and marketing sees stories, the overview and published reports only', async () => {
    const module = await load?.();
    for (const role of ROLES) {
      if (module?.action && !WRITERS.includes(role)) {
        expect(await outcome(module.action, path, 'POST', role), `${role} posts`).toBe('forbidden');
      }
      if (module?.loader && role === 'marketing' && !OPEN_TO_MARKETING.includes(path)) {
        expect(await outcome(module.loader, path, 'GET', role), `${role} opens`).toBe('forbidden');
      }
      if (module?.loader && role === 'admin') {
        expect(await outcome(module.loader, path, 'GET', role), `${role} opens`).not.toBe('forbidden');
      }
    }
  });
});
