/** One schema for the embedded database and for PostgreSQL. Tables are grouped by the life of a post. */
export * from './schema/accounts.ts';
export * from './schema/clusters.ts';
export * from './schema/embeddings.ts';
export * from './schema/loop.ts';
export * from './schema/parts.ts';
export * from './schema/posts.ts';
export * from './schema/reports.ts';
export * from './schema/runs.ts';
export * from './schema/stories.ts';
export * from './schema/trackers.ts';
export * from './schema/workspace.ts';
