import { z } from 'zod';

const ProjectKey = z
  .string({ error: 'Enter the key of the project.' })
  .trim()
  .toUpperCase()
  .regex(
    /^[A-Z][A-Z0-9_]{1,254}$/,
    'Enter the key of the project as it stands before the numbers of its issues: ACME.',
  );

/** A target's own settings. */
export const JiraConfig = z.strictObject({
  email: z
    .string({ error: 'Enter the e-mail address of the account.' })
    .trim()
    .max(254)
    .regex(/^[^\s:@]+@[^\s:@]+$/, 'Enter the e-mail address of the Atlassian account that the API token belongs to.'),
  project: ProjectKey,
  labels: z
    .array(z.string().trim().min(1).max(255).regex(/^\S+$/, 'Jira’s labels hold no spaces: write community-voice.'))
    .max(20)
    .default([]),
  /** Ids from the create metadata; without them the project's first issue type and Jira's own priority. */
  issueType: z.string().trim().min(1).max(50).optional(),
  priority: z.string().trim().min(1).max(50).optional(),
  /** Values of other fields, by field id, in the form that Jira's API takes. */
  values: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,99}$/), z.unknown()).default({}),
});
export type JiraConfig = z.infer<typeof JiraConfig>;

export const JiraPerson = z.object({
  accountId: z.string().optional(),
  displayName: z.string().default(''),
});

export const JiraProject = z.object({ id: z.string(), key: z.string(), name: z.string().default('') });

export const JiraPermissions = z.object({
  permissions: z.record(z.string(), z.object({ havePermission: z.boolean().default(false) })).default({}),
});

export const JiraCreated = z.object({ id: z.string(), key: z.string() });
export type JiraCreated = z.infer<typeof JiraCreated>;

const Named = z.object({ id: z.string().optional(), name: z.string().default('') });
/** Of an issue only what we ask for; fields that a project hides are absent. */
export const JiraIssue = z.object({
  id: z.string(),
  key: z.string(),
  properties: z.record(z.string(), z.unknown()).optional(),
  fields: z
    .object({
      summary: z.string().nullish(),
      status: z
        .object({ name: z.string().default(''), statusCategory: z.object({ key: z.string() }).optional() })
        .nullish(),
      resolution: Named.nullish(),
      labels: z.array(z.string()).nullish(),
      priority: Named.nullish(),
      creator: z.object({ accountId: z.string() }).partial().nullish(),
      created: z.coerce.date().nullish(),
      updated: z.coerce.date().nullish(),
      description: z.unknown().optional(),
    })
    .default({}),
});
export type JiraIssue = z.infer<typeof JiraIssue>;
export const JiraIssues = z.object({ issues: z.array(JiraIssue).default([]), nextPageToken: z.string().nullish() });

/** The fields that we read of every issue. */
export const ISSUE_FIELDS = ['summary', 'status', 'resolution', 'labels', 'priority', 'creator', 'created', 'updated'];
