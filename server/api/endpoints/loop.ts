import { z } from 'zod';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, Id } from '#server/api/fields.ts';
import { countLoopDebt } from '#server/loop/count-loop-debt.ts';
import { findLoop } from '#server/loop/find-loop.ts';
import { markTold } from '#server/loop/mark-told.ts';
import { optOut } from '#server/loop/opt-out.ts';

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
        })
        .meta({ id: 'Loop' }),
    },
    handle: async ({ context }) => ({ debtCount: await countLoopDebt(context), items: await findLoop(context) }),
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
