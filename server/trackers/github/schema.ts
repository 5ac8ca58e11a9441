import { z } from 'zod';
import type { TrackerIssue } from '#server/trackers/tracker.ts';

const Owner = z
  .string({ error: 'Enter the owner of the repository.' })
  .trim()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})$/, 'Enter the owner as it stands in the address, such as octocat.');
const Repo = z
  .string({ error: 'Enter the name of the repository.' })
  .trim()
  .regex(
    /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/,
    'Enter the repository as it stands in the address, such as hello-world.',
  );

/** A target's own settings. */
export const GithubConfig = z.strictObject({
  owner: Owner,
  repo: Repo,
  labels: z.array(z.string().trim().min(1).max(50)).max(20).default([]),
  assignees: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/),
    )
    .max(10)
    .default([]),
  milestone: z.number().int().positive().optional(),
  /** Set where the secret is the private key of a GitHub App and not a person's token. */
  app: z
    .strictObject({
      id: z.coerce.number({ error: 'Enter the App ID as GitHub shows it.' }).int().positive(),
      installationId: z.coerce
        .number({ error: 'Enter the installation’s number: it ends the address of the App’s installation page.' })
        .int()
        .positive(),
    })
    .optional(),
});
export type GithubConfig = z.infer<typeof GithubConfig>;

/** Of an issue only what we keep or compare; more keys and new ones never make an answer unreadable. */
export const GithubIssue = z.object({
  id: z.number(),
  node_id: z.string(),
  number: z.number().int(),
  html_url: z.string(),
  url: z.string().optional(),
  state: z.string(),
  state_reason: z.string().nullish(),
  updated_at: z.coerce.date().optional(),
  title: z.string().nullish(),
  body: z.string().nullish(),
  user: z.object({ id: z.number() }).nullish(),
  created_at: z.coerce.date(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().nullish() })])).default([]),
  assignees: z.array(z.object({ login: z.string() })).nullish(),
  milestone: z.object({ number: z.number() }).nullish(),
  pull_request: z.unknown().optional(),
});
export type GithubIssue = z.infer<typeof GithubIssue>;

export const GithubComment = z.object({ id: z.number(), body: z.string().nullish() });

export const GithubPerson = z.object({ login: z.string() });

export const GithubRepository = z.object({
  full_name: z.string(),
  has_issues: z.boolean().default(true),
  archived: z.boolean().default(false),
  private: z.boolean().default(false),
  permissions: z.object({ push: z.boolean().default(false), triage: z.boolean().default(false) }).optional(),
});

export function toTrackerIssue(issue: GithubIssue): TrackerIssue {
  return {
    id: String(issue.id),
    nodeId: issue.node_id,
    key: `#${issue.number}`,
    number: issue.number,
    url: issue.html_url,
    state: issue.state,
    authorId: issue.user ? String(issue.user.id) : null,
    createdAt: issue.created_at,
  };
}
