const layer = (name) => `^${name}/`;

/** Imports go one way: app -> server -> pipelines, db. `pipelines` is pure: it may import no I/O. */
export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'server-not-app', severity: 'error', from: { path: layer('server') }, to: { path: layer('app') } },
    {
      name: 'pipelines-stand-alone',
      comment: 'Pipelines know neither the database nor the server.',
      severity: 'error',
      from: { path: layer('pipelines') },
      to: { path: '^(app|server|db|tests|bench)/' },
    },
    {
      name: 'pipelines-pure',
      comment: 'No I/O, no clock, no threads: whatever a stage needs is an argument.',
      severity: 'error',
      from: { path: layer('pipelines') },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'db-stands-alone',
      severity: 'error',
      from: { path: layer('db') },
      to: { path: '^(app|server|pipelines|tests)/' },
    },
    {
      name: 'product-not-tests',
      severity: 'error',
      from: { path: '^(app|server|pipelines|db)/' },
      to: { path: '^(tests|bench)/' },
    },
    { name: 'no-unlisted', severity: 'error', from: {}, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^virtual:' } },
    {
      name: 'natural-deep-imports',
      comment: "natural's root loads a thousand modules and prints; its stemmers alone take milliseconds.",
      severity: 'error',
      from: {},
      to: { path: 'node_modules/natural/lib/natural/index\\.js$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
