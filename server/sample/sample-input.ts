import { z } from 'zod';

/** What a run that imports the sample has to do. */
export const SampleInput = z.object({
  sample: z.literal(true),
  thenCluster: z.boolean().default(true),
  sourceIds: z.object({
    discord: z.number().int().positive(),
    forum: z.number().int().positive(),
    reddit: z.number().int().positive(),
  }),
});
