/** How a stored text is read: as words, as JSON, as an issue's body in its tracker's format, or as the query of an address. */
export type StoredForm = 'text' | 'json' | 'body' | 'query';

/**
 * Every column in which words of a post may stand beside `posts` itself: what people wrote about it, what the engine made of
 * it, what was sent and what was noted on the way. `gone`: a row that holds erased words is taken away as a whole.
 */
export const STORED_TEXTS = [
  { table: 'reports', keys: ['id'], columns: { title: 'text', summary: 'text', draft: 'text' }, isGone: false },
  { table: 'report_claims', keys: ['report_id', 'key'], columns: { label: 'text' }, isGone: false },
  { table: 'report_editions', keys: ['id'], columns: { content: 'json' }, isGone: false },
  { table: 'run_clusters', keys: ['run_id', 'cluster_id'], columns: { title: 'text' }, isGone: false },
  { table: 'clusters', keys: ['id'], columns: { name: 'text', dismiss_reason: 'text' }, isGone: false },
  { table: 'decisions', keys: ['id'], columns: { before: 'json', after: 'json' }, isGone: false },
  {
    table: 'pushes',
    keys: ['id'],
    columns: { title: 'text', body: 'body', fields: 'json', failure_message: 'text' },
    isGone: false,
  },
  { table: 'runs', keys: ['id'], columns: { title: 'text', result: 'json', failure_message: 'text' }, isGone: false },
  { table: 'rejected_rows', keys: ['run_id', 'line'], columns: { reason: 'text', excerpt: 'text' }, isGone: false },
  { table: 'uploads', keys: ['id'], columns: { inspection: 'json' }, isGone: false },
  { table: 'saved_views', keys: ['id'], columns: { name: 'text', search: 'query' }, isGone: false },
  { table: 'intended_uses', keys: ['id'], columns: { text: 'text' }, isGone: true },
  { table: 'idempotency_keys', keys: ['actor', 'key'], columns: { body: 'json' }, isGone: true },
] as const satisfies readonly {
  table: string;
  keys: readonly string[];
  columns: Readonly<Record<string, StoredForm>>;
  isGone: boolean;
}[];
