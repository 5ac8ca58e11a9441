/** Steps of a clustering run in the order they are taken, as people read them. The kinds of a small community are told first. */
const STAGES = {
  read: 'reading posts',
  boilerplate: 'setting signatures and templates aside',
  tokens: 'reading words',
  duplicates: 'folding copies',
  weights: 'weighing words',
  views: 'learning what words mean here',
  vectors: 'placing posts by their words',
  neighbours: 'finding similar posts',
  chance: 'telling matters from small talk',
  others: 'placing the other posts',
  smoothing: 'learning from similar posts',
  regrouping: 'finding similar posts again',
  clusters: 'forming clusters',
  spreading: 'placing the other posts',
  themes: 'grouping clusters',
  passages: 'reading long posts again',
  languages: 'comparing languages',
  kinds: 'telling complaints, wishes and questions apart',
  uses: 'finding how members use the product',
  labels: 'naming clusters',
  descriptions: 'describing clusters',
  save: 'saving',
  count: 'counting voices',
} as const satisfies Record<string, string>;

/** "Step 3 of 14: reading words". A stage that is not listed goes by its own name. */
export function nameStage(stage: string): string {
  const names = Object.keys(STAGES);
  const position = names.indexOf(stage);
  if (position < 0) return stage;
  return `Step ${position + 1} of ${names.length}: ${STAGES[stage as keyof typeof STAGES]}`;
}
