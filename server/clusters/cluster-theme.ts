import { sql } from 'drizzle-orm';
import { runClusters } from '#db/schema.ts';
import { writeThemeTitle } from '#pipelines/labels/title-themes.ts';

/** The heading that a cluster stands under with others. Goes by the id of its largest cluster. */
export type ClusterTheme = { readonly id: number; readonly title: string };

/** For a select from `run_clusters`; null where a cluster is like no other. */
export const themeColumn = sql<ClusterTheme | null>`(
  select jsonb_build_object('id', h.theme_id, 'terms', h.terms) from run_themes h
  where h.run_id = ${runClusters.runId} and h.theme_id = ${runClusters.themeId})`.mapWith(toTheme);

export function toTheme({ id, terms }: { id: number; terms: readonly string[] }): ClusterTheme {
  return { id, title: writeThemeTitle(terms) };
}
