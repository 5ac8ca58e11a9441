import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureServerBuild, ROOT } from './builds.mjs';

process.env.NODE_ENV ??= 'production';
await ensureServerBuild();
await import(pathToFileURL(path.join(ROOT, 'build/worker.js')).href);
