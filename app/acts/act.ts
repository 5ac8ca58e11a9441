import { z } from 'zod';
import { KINDS } from '#db/schema.ts';

const id = z.number().int().positive();
const targets = z
  .array(z.object({ clusterId: id, expectedVersion: id.optional() }))
  .min(1)
  .max(5000);
const postIds = z.array(id).min(1).max(10_000);

/** What the workbench asks to be done, as it is sent. Versions are those that the person saw. */
export const Act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('merge'), intoClusterId: id, expectedVersion: id.optional(), targets }),
  z.object({ kind: z.literal('dismiss'), targets, reason: z.string().max(500) }),
  z.object({ kind: z.literal('restore'), targets }),
  z.object({ kind: z.literal('done'), targets }),
  z.object({ kind: z.literal('reopen'), targets }),
  z.object({ kind: z.literal('snooze'), targets, until: z.iso.datetime().nullable() }),
  z.object({ kind: z.literal('assign'), targets, ownerId: z.string().nullable() }),
  z.object({ kind: z.literal('set_kind'), targets, value: z.enum(KINDS).nullable() }),
  z.object({ kind: z.literal('note'), targets, note: z.string().max(4000) }),
  z.object({ kind: z.literal('move'), clusterId: id.nullable(), postIds, toClusterId: id.nullable() }),
  z.object({ kind: z.literal('create'), postIds, name: z.string().max(200) }),
  z.object({
    kind: z.literal('split'),
    clusterId: id,
    expectedVersion: id.optional(),
    groups: z
      .array(z.object({ postIds, name: z.string().max(200) }))
      .min(1)
      .max(20),
  }),
  z.object({ kind: z.literal('accept'), suggestionId: id }),
  z.object({ kind: z.literal('refuse'), suggestionId: id }),
  z.object({ kind: z.literal('undo'), decisionId: id, withLater: z.boolean().default(false) }),
]);
export type Act = z.input<typeof Act>;

/** How an act ended. */
export type ActAnswer =
  | { readonly isDone: true; readonly message: string; readonly decisionId: number | null }
  | {
      readonly isDone: false;
      readonly message: string;
      /** Somebody was faster: what was typed is kept, and may be sent again with what is so now. */
      readonly isConflict: boolean;
      readonly field: string | null;
    };
