/** Steps of a placing run in the order they are taken, as people read them. */
const STAGES = {
  read: 'reading posts',
  learn: 'learning the clusters',
  place: 'placing new posts',
  kinds: 'telling complaints, wishes and questions apart',
  uses: 'finding how members use the product',
  save: 'saving',
  count: 'counting voices',
} as const satisfies Record<string, string>;

/** "Step 3 of 7: placing new posts". */
export function namePlacingStage(stage: string): string {
  const names = Object.keys(STAGES);
  const position = names.indexOf(stage);
  return position < 0 ? stage : `Step ${position + 1} of ${names.length}: ${STAGES[stage as keyof typeof STAGES]}`;
}
