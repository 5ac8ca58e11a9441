import { z } from 'zod';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, Id, idParam } from '#server/api/fields.ts';
import { countLoopDebt } from '#server/loop/count-loop-debt.ts';
import { findHeard } from '#server/loop/find-heard.ts';
import { findLoop } from '#server/loop/find-loop.ts';
import { findOptOuts } from '#server/loop/find-opt-outs.ts';
import { markHeard } from '#server/loop/mark-heard.ts';
import { markTold } from '#server/loop/mark-told.ts';
import { optOut } from '#server/loop/opt-out.ts';
import { takeBackOptOut } from '#server/loop/take-back-opt-out.ts';
import { getPipeline, PIPELINE_STEPS } from '#server/overview/get-pipeline.ts';

const Count = z.int().min(0);
const LoopPlace = z
  .object({
    eventId: Id.describe('The outcome: the event that closed the issue.'),
    pushId: Id,
    reportId: Id,
    title: z.string(),
    status: z.enum(['completed', 'not_planned', 'duplicate']),
    issueKey: z.string().nullable(),
    issueUrl: z.string().nullable(),
    happenedAt: At,
    sourceId: Id,
    place: z.string(),
    spokeCount: Count.describe('People, each at the place where they wrote last.'),
    toldCount: Count,
    optedOutCount: Count,
    owedCount: Count,
    toldBy: z.string().nullable(),
    draft: z.string().describe('To be copied and sent by a person.'),
  })
  .meta({ id: 'LoopPlace', description: 'One outcome at one place where people spoke.' });

const HeardPlace = z
  .object({
    pushId: Id,
    reportId: Id,
    title: z.string(),
    issueKey: z.string().nullable(),
    issueUrl: z.string().nullable(),
    sourceId: Id,
    place: z.string(),
    spokeCount: Count,
    toldCount: Count,
    optedOutCount: Count,
    openCount: Count.describe('People who have not been acknowledged.'),
    toldBy: z.string().nullable(),
    draft: z.string().describe('To be copied and sent by a person.'),
  })
  .meta({ id: 'HeardPlace', description: 'One open issue at one place where people spoke.' });

const OptOut = z
  .object({
    authorId: Id,
    name: z.string().nullable(),
    place: z.string(),
    actorName: z.string().describe('Who noted it.'),
    createdAt: At,
  })
  .meta({ id: 'OptOut', description: 'A member who does not want to be told.' });

const PipelineStep = z
  .object({
    step: z.enum(PIPELINE_STEPS),
    count: Count,
    medianDays: z.number().min(0).nullable().describe('From the step before; null where nothing has come so far.'),
  })
  .meta({ id: 'PipelineStep' });

export const loopEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/loop',
    operationId: 'getLoop',
    tag: 'loop',
    summary: 'Get the loop ledger: outcomes by place, and who still has to be told',
    permission: 'pushes.read',
    answer: {
      status: 200,
      description: 'At most 100 places, those that are owed an answer first.',
      schema: z
        .object({
          debtCount: Count.describe('People who spoke and were not told the outcome.'),
          items: z.array(LoopPlace),
          heard: z.array(HeardPlace).describe('Open issues: who may be told that they were heard.'),
        })
        .meta({ id: 'Loop' }),
    },
    handle: async ({ context }) => ({
      debtCount: await countLoopDebt(context),
      items: await findLoop(context),
      heard: await findHeard(context),
    }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/loop/pipeline',
    operationId: 'getPipeline',
    tag: 'loop',
    summary: 'Get how far what members say has come, and how long each step takes',
    permission: 'pushes.read',
    answer: {
      status: 200,
      description: 'Posts, clusters, reports, issues, shipped, told.',
      schema: z.object({ steps: z.array(PipelineStep) }).meta({ id: 'Pipeline' }),
    },
    handle: async ({ context }) => ({ steps: await getPipeline(context) }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/loop/acknowledged',
    operationId: 'markHeard',
    tag: 'loop',
    summary: 'Note that a person has told the members at one place that they were heard',
    description: 'While the issue is open. Nobody is told twice.',
    permission: 'pushes.write',
    body: z
      .strictObject({ pushId: Id, sourceId: Id })
      .meta({ id: 'NewAcknowledgement', examples: [{ pushId: 3, sourceId: 1 }] }),
    answer: {
      status: 200,
      description: 'How many people were told by this.',
      schema: z.object({ toldCount: Count }).meta({ id: 'Acknowledged' }),
    },
    handle: ({ context, actor, body }) => markHeard(context, { ...body, actor }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/loop/opt-outs',
    operationId: 'listOptOuts',
    tag: 'loop',
    summary: 'List the members who do not want to be told',
    permission: 'pushes.read',
    answer: {
      status: 200,
      description: 'At most 500, the last first.',
      schema: z.object({ items: z.array(OptOut) }).meta({ id: 'OptOutList' }),
    },
    handle: async ({ context }) => ({ items: await findOptOuts(context) }),
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/loop/opt-outs/{authorId}',
    operationId: 'takeBackOptOut',
    tag: 'loop',
    summary: 'Note that a member wants to be told again',
    permission: 'pushes.write',
    params: { authorId: idParam('author') },
    answer: { status: 204, description: 'Noted.', schema: null },
    problems: ['not_found'],
    handle: async ({ context, params }) => {
      await takeBackOptOut(context, params);
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/loop/told',
    operationId: 'markTold',
    tag: 'loop',
    summary: 'Note that a person has told the members at one place what became of an issue',
    description: 'Nobody is told twice; an issue that was reopened has no outcome to tell.',
    permission: 'pushes.write',
    body: z
      .strictObject({ eventId: Id, sourceId: Id })
      .meta({ id: 'NewTold', examples: [{ eventId: 3, sourceId: 1 }] }),
    answer: {
      status: 200,
      description: 'How many people were told by this.',
      schema: z.object({ toldCount: Count }).meta({ id: 'Told' }),
    },
    handle: ({ context, actor, body }) => markTold(context, { ...body, actor }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/loop/opt-outs',
    operationId: 'optOut',
    tag: 'loop',
    summary: 'Keep a member’s word that they do not want to be told',
    permission: 'pushes.write',
    body: z.strictObject({ authorId: Id }).meta({ id: 'NewOptOut', examples: [{ authorId: 12 }] }),
    answer: { status: 204, description: 'Kept.', schema: null },
    problems: ['not_found'],
    handle: async ({ context, actor, body }) => {
      await optOut(context, { ...body, actor });
    },
  }),
];
