/** Options of the Remix Vite plugin; `vite.config.ts` imports them. @type {import('@remix-run/dev').VitePluginConfig} */
export default {
  appDirectory: 'app',
  buildDirectory: 'build/app',
  serverModuleFormat: 'esm',
  future: {
    v3_fetcherPersist: true,
    // The manifest is 3 KB: asking for it in pieces costs more than it saves.
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_routeConfig: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
  },
};
