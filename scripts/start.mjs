import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePagesBuild, ensureServerBuild, ROOT } from './builds.mjs';

/** `npm start`: builds what is not built yet, then becomes the server. */
process.env.NODE_ENV ??= process.argv.includes('--dev') ? 'development' : 'production';
await ensureServerBuild();
if (!process.argv.includes('--dev')) await ensurePagesBuild();
await import(pathToFileURL(path.join(ROOT, 'build/server.js')).href);
