import { z } from 'zod';
import { RUN_STATUSES } from '#db/schema.ts';
import { isAllowed } from '#server/accounts/permissions.ts';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, Id, Kind } from '#server/api/fields.ts';
import { getCoverage } from '#server/overview/get-coverage.ts';
import { getOverview } from '#server/overview/get-overview.ts';
import { getWorkspace } from '#server/workspace/get-workspace.ts';
import { renameWorkspace } from '#server/workspace/rename-workspace.ts';
import { ClusterSummary } from './clusters.ts';

const Count = z.int().min(0);

const Overview = z
  .object({
    postCount: Count,
    voiceCount: Count.describe('Different people; staff and bots do not count.'),
    sourceCount: Count,
    clusterCount: Count.describe('Open ones.'),
    placedCount: Count.describe('Posts in a cluster, dismissed ones too.'),
    latestPostedAt: At.nullable(),
    kinds: z.array(z.object({ kind: Kind, clusterCount: Count, voiceCount: Count })),
    growing: z
      .array(ClusterSummary.extend({ recentVoiceCount: Count, earlierVoiceCount: Count }))
      .describe(
        'Open clusters that grow by more than chance, over four weeks against the four before; empty for roles that may not read clusters.',
      ),
    openReportCount: Count.describe('Reports that no issue was made of yet.'),
    issueCount: Count,
    latestRun: z
      .object({ id: Id, status: z.enum(RUN_STATUSES), finishedAt: At.nullable() })
      .nullable()
      .describe('The latest clustering run.'),
  })
  .meta({ id: 'Overview' });

const Coverage = z
  .object({ postCount: Count.nullable(), placedCount: Count.nullable() })
  .meta({ id: 'Coverage', description: 'Both are null before the first clustering run.' });

const Workspace = z
  .object({ name: z.string(), currentRunId: Id.nullable(), sampleLoadedAt: At.nullable() })
  .meta({ id: 'Workspace' });

const WorkspaceChange = z
  .strictObject({ name: z.string().min(1).max(80) })
  .meta({ id: 'WorkspaceChange', examples: [{ name: 'Acme community' }] });

export const overviewEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/overview',
    operationId: 'getOverview',
    tag: 'overview',
    summary: 'Get the numbers of the whole workspace',
    permission: 'overview.read',
    answer: { status: 200, description: 'The overview.', schema: Overview },
    handle: async ({ context, actor }) => {
      const overview = await getOverview(context);
      return isAllowed(actor.role, 'clusters.read') ? overview : { ...overview, growing: [] };
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/coverage',
    operationId: 'getCoverage',
    tag: 'overview',
    summary: 'Say how much of what members wrote is in a cluster',
    permission: 'overview.read',
    answer: { status: 200, description: 'The coverage.', schema: Coverage },
    handle: async ({ context }) => (await getCoverage(context)) ?? { postCount: null, placedCount: null },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/workspace',
    operationId: 'getWorkspace',
    tag: 'overview',
    summary: 'Get the name of the workspace and the run that is shown',
    permission: 'overview.read',
    answer: { status: 200, description: 'The workspace.', schema: Workspace },
    handle: ({ context }) => getWorkspace(context),
  }),
  defineEndpoint({
    method: 'PATCH',
    path: '/workspace',
    operationId: 'renameWorkspace',
    tag: 'overview',
    summary: 'Rename the workspace',
    permission: 'workspace.write',
    body: WorkspaceChange,
    answer: { status: 200, description: 'The workspace, renamed.', schema: Workspace },
    handle: async ({ context, body }) => {
      await renameWorkspace(context, body);
      return getWorkspace(context);
    },
  }),
];
