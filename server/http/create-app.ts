import path from 'node:path';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type Express } from 'express';
import sirv from 'sirv';
import { getSessionActor } from '#server/accounts/get-session-actor.ts';
import type { AppContext } from '#server/app-context.ts';
import { projectRoot } from '#server/config/project-root.ts';

const HOUR_S = 3600;
const YEAR_S = 365 * 24 * HOUR_S;

type Pages = {
  readonly build: ServerBuild | (() => Promise<ServerBuild>);
  /** Vite's middleware while developing; otherwise built files are served. */
  readonly vite?: express.Handler;
};

/** The HTTP side: static files, then Remix for every page and for `/api/v1`. */
export function createApp(context: Omit<AppContext, 'actor'>, pages: Pages): Express {
  const app = express();
  app.disable('x-powered-by');
  if (context.config.trustsProxy) app.set('trust proxy', 1);
  app.use((request, response, next) => {
    // Remix takes this header for the truth when it compares origins; without a proxy anybody could send it.
    if (!context.config.trustsProxy) delete request.headers['x-forwarded-host'];
    if (context.config.publicUrl.startsWith('https://')) {
      response.setHeader('Strict-Transport-Security', 'max-age=31536000');
    }
    next();
  });
  app.use(compression());
  if (pages.vite) {
    app.use(pages.vite);
  } else {
    const client = path.join(projectRoot(), 'build/app/client');
    // What the build has compressed is sent as it is.
    const packed = { brotli: true, gzip: true };
    app.use('/assets', sirv(path.join(client, 'assets'), { ...packed, immutable: true, maxAge: YEAR_S }));
    app.use(sirv(client, { ...packed, maxAge: HOUR_S }));
  }
  app.all(
    '*',
    createRequestHandler({
      build: pages.build,
      getLoadContext: async (request) => {
        const headers = new Headers();
        if (request.headers.cookie) headers.set('cookie', request.headers.cookie);
        return { ...context, actor: await getSessionActor(context, headers) };
      },
    }),
  );
  return app;
}
