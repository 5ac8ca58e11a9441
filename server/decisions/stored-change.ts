import { z } from 'zod';
import { KINDS } from '#db/schema.ts';
import type { Before, Change } from '#pipelines/curation/change.ts';

const Id = z.int().min(1);
const Fields = z.object({
  name: z.string().nullable().optional(),
  kindOverride: z.enum(KINDS).nullable().optional(),
  state: z.enum(['open', 'dismissed']).optional(),
  dismissReason: z.string().nullable().optional(),
  dismissedPostCount: z.int().nullable().optional(),
  ownerId: z.string().nullable().optional(),
  snoozedUntil: z.iso.datetime().nullable().optional(),
  doneAt: z.iso.datetime().nullable().optional(),
  isByHand: z.boolean().optional(),
  mergeTargetId: Id.nullable().optional(),
});
const PinGroup = z.object({ clusterId: Id.nullable(), postIds: z.array(Id) });

/** `after` of a row of the log. */
export const StoredChange = z.object({
  clusters: z.record(z.string(), Fields).optional(),
  pins: z.array(PinGroup).optional(),
  apart: z.array(z.tuple([Id, Id])).optional(),
  note: z.string().optional(),
}) satisfies z.ZodType<Change>;
export type StoredChange = z.infer<typeof StoredChange>;

/** `before` of a row of the log. */
export const StoredBefore = z.object({
  clusters: z.record(z.string(), Fields).optional(),
  clustersBy: z.record(z.string(), z.record(z.string(), Id.nullable())).optional(),
  pins: z.array(PinGroup.extend({ decisionId: Id.nullable() })).optional(),
}) satisfies z.ZodType<Before>;
export type StoredBefore = z.infer<typeof StoredBefore>;
