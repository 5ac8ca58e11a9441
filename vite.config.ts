import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { denyImports } from 'vite-env-only';
import { compression } from 'vite-plugin-compression2';
import remixConfig from './remix.config.js';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    // Pages may import use cases for their loaders; nothing of them may reach the browser.
    denyImports({ client: { specifiers: [/^#server\//, /^#db\//, /^node:/, 'pg', /^drizzle-orm/] } }),
    tailwindcss(),
    remix(remixConfig),
    // Once when building, and then as small as it gets, not for every request.
    ...(isSsrBuild ? [] : [compression({ algorithms: ['brotliCompress', 'gzip'], include: /\.(js|css|svg)$/ })]),
  ],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    rollupOptions: {
      // A route without a page of its own leaves nothing for the browser, as it should.
      onwarn: (warning, warn) => void (warning.code !== 'EMPTY_BUNDLE' && warn(warning)),
      ...(isSsrBuild ? {} : { output: { manualChunks: toChunk } }),
    },
  },
}));

/** What most pages need. As thirty files of a few lines each, asking for them takes longer than reading them. */
function toChunk(id: string): string | undefined {
  if (/\/node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|@remix-run|clsx)\//.test(id))
    return 'react';
  if (/\/app\/(shell\/(command-palette|cheat-sheet)|ui\/(virtual-list|use-rows))/.test(id)) return undefined;
  if (
    /\/app\/((ui|shell|runs)\/|acts\/(use-act|acts-provider)\.|(format|page-position|nonce|theme|weeks)\.ts)/.test(id)
  )
    return 'frame';
  return /\/app\/(clusters|posts)\/|\/app\/(acts\/act-props|decisions\/use-live-changes)\./.test(id)
    ? 'curation'
    : undefined;
}
