import type { pushes } from '#db/schema.ts';
import { markerLabel } from '#server/trackers/jira/marker-label.ts';
import { startGithubStandIn } from '#tests/stand-ins/github.ts';
import { startJiraStandIn } from '#tests/stand-ins/jira.ts';
import { FAULTS } from './fault-model.ts';

/** A tracker's stand-in as the killed processes meet it. */
export interface KillStage {
  readonly host: string;
  /** From the moment a process begins to work: most pushes are over after this time. */
  readonly longestMs: number;
  readonly target: { readonly baseUrl: string; readonly config: Record<string, unknown>; readonly token: string };
  readonly draft: (marker: string) => Pick<typeof pushes.$inferInsert, 'body' | 'fields'>;
  /** Before each push. */
  readonly begin: () => void;
  readonly pass: (ms: number) => void;
  readonly find: (marker: string) => readonly { readonly isOpen: boolean }[];
  readonly close: () => Promise<void>;
}

export async function openGithubStage(): Promise<KillStage> {
  const github = await startGithubStandIn();
  const { issues } = github.repository('octo/demo');
  return {
    host: github.host,
    longestMs: 250,
    target: { baseUrl: github.url, config: { owner: 'octo', repo: 'demo' }, token: 'token-of-ana' },
    draft: (marker) => ({ body: `words\n\n<!-- refrain:${marker} -->`, fields: { labels: [] } }),
    begin: () => {},
    pass: () => {},
    find: (marker) =>
      issues.filter(({ body }) => body.includes(marker)).map(({ state }) => ({ isOpen: state === 'open' })),
    close: () => github.close(),
  };
}

/** Jira's search lags behind what was written, so its clock goes on while others are at work. */
export async function openJiraStage(random: () => number): Promise<KillStage> {
  let aheadMs = 0;
  const jira = await startJiraStandIn({ now: () => new Date(Date.now() + aheadMs) });
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'words' }] };
  return {
    host: jira.host,
    // Its client takes a third of a second to load.
    longestMs: 1000,
    target: {
      baseUrl: jira.url,
      config: { email: 'ana@example.org', project: 'ACME', issueType: '10010' },
      token: 'token-of-ana',
    },
    draft: () => ({
      body: JSON.stringify({ type: 'doc', version: 1, content: [paragraph] }),
      fields: { labels: [], issueType: '10010' },
    }),
    // A search that is far behind is rare, but it happens.
    begin: () => jira.lagSearchBy(random() < 0.05 ? 2 * 3_600_000 : random() * FAULTS.searchLagMs),
    pass: (ms) => {
      aheadMs += ms;
    },
    find: (marker) =>
      jira.issues
        .filter(({ fields }) => Array.isArray(fields.labels) && fields.labels.includes(markerLabel(marker)))
        .map(({ resolution }) => ({ isOpen: resolution === null })),
    close: () => jira.close(),
  };
}
