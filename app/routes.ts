import { index, layout, type RouteConfig, route } from '@remix-run/route-config';

/** Every page of the product. Public ones first, then reports for reading and printing; all others stand inside the workbench. Each but the public ones checks a permission. */
export default [
  route('sign-in', 'routes/accounts/sign-in.tsx'),
  route('sign-out', 'routes/accounts/sign-out.ts'),
  route('setup', 'routes/accounts/setup.tsx'),
  route('theme', 'routes/accounts/theme.ts'),
  route('api/v1/*', 'routes/api/v1.ts'),
  route('webhooks/:targetId', 'routes/webhooks.ts'),
  route('shared/:token', 'routes/reading/shared.tsx'),
  route('reports/:reportId/read', 'routes/reading/read-report.tsx'),
  route('reports/:reportId/evidence/:key', 'routes/reading/evidence.tsx'),
  route('reports/:reportId/export/:format', 'routes/reading/export.ts'),
  route('live', 'routes/decisions/live.ts'),
  layout('routes/workbench.tsx', [
    index('routes/overview.tsx'),
    route('clusters/search', 'routes/clusters/search.ts'),
    route('clusters', 'routes/clusters/clusters.tsx', [
      index('routes/clusters/no-cluster.tsx'),
      route(':clusterId', 'routes/clusters/cluster.tsx'),
    ]),
    route('decisions', 'routes/decisions/decisions.tsx'),
    route('imports', 'routes/imports/imports.tsx'),
    route('imports/:uploadId', 'routes/imports/mapping.tsx'),
    route('runs', 'routes/runs/runs.tsx'),
    route('runs/:runId', 'routes/runs/run.tsx'),
    route('runs/:runId/rejected.csv', 'routes/runs/rejected.ts'),
    route('posts', 'routes/posts/posts.tsx', [
      index('routes/posts/no-post.tsx'),
      route(':postId', 'routes/posts/post.tsx'),
    ]),
    route('stories', 'routes/stories/stories.tsx'),
    route('reports', 'routes/reports/reports.tsx', [
      index('routes/reports/no-report.tsx'),
      route('new', 'routes/reports/new-report.tsx'),
      route(':reportId', 'routes/reports/report.tsx'),
      route(':reportId/push', 'routes/reports/push-report.tsx'),
    ]),
    route('loop', 'routes/loop/loop.tsx'),
    route('pushes', 'routes/pushes/pushes.tsx'),
    route('pushes/:pushId', 'routes/pushes/push.tsx'),
    route('settings', 'routes/settings/layout.tsx', [
      index('routes/settings/index.ts'),
      route('people', 'routes/settings/people.tsx'),
      route('sources', 'routes/settings/sources.tsx'),
      route('targets', 'routes/settings/targets.tsx'),
      route('uses', 'routes/settings/uses.tsx'),
      route('workspace', 'routes/settings/workspace.tsx'),
      route('api-keys', 'routes/settings/api-keys.tsx'),
    ]),
    route('*', 'routes/not-found.tsx'),
  ]),
] satisfies RouteConfig;
