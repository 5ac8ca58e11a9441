import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { denyImports } from 'vite-env-only';
import remixConfig from './remix.config.js';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [
    // Pages may import use cases for their loaders; nothing of them may reach the browser.
    denyImports({ client: { specifiers: [/^#server\//, /^#db\//, /^node:/, 'pg', /^drizzle-orm/] } }),
    tailwindcss(),
    remix(remixConfig),
  ],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    rollupOptions: {
      // A route without a page of its own leaves nothing for the browser, as it should.
      onwarn: (warning, warn) => void (warning.code !== 'EMPTY_BUNDLE' && warn(warning)),
    },
  },
});
