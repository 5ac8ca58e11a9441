import { z } from 'zod';
import type { CloseOutcome, TrackerIssue } from '#server/trackers/tracker.ts';
import { classifyFailure } from './classify-failure.ts';
import { type JiraClient, type JiraConnection, openJira } from './open-jira.ts';

const Transitions = z.object({
  transitions: z.array(
    z.object({
      id: z.string(),
      name: z.string().default(''),
      to: z.object({ statusCategory: z.object({ key: z.string() }).optional() }).optional(),
      fields: z
        .record(
          z.string(),
          z.object({
            required: z.boolean().default(false),
            allowedValues: z.array(z.object({ id: z.string().optional(), name: z.string().optional() })).optional(),
          }),
        )
        .default({}),
    }),
  ),
});
type Transition = z.infer<typeof Transitions>['transitions'][number];
const LinkTypes = z.object({ issueLinkTypes: z.array(z.object({ id: z.string(), name: z.string() })).default([]) });

/**
 * Links the extra issue to the one that stays and takes it to a status that counts as done, with the resolution
 * "Duplicate" where the workflow asks for one. A second time changes nothing: a closed issue has no way left to go.
 */
export async function closeDuplicate(
  connection: JiraConnection,
  { duplicate, kept }: { readonly duplicate: TrackerIssue; readonly kept: TrackerIssue },
): Promise<CloseOutcome> {
  try {
    const jira = await openJira(connection);
    const answer = await jira.issues.getTransitions({
      issueIdOrKey: duplicate.key,
      expand: 'transitions.fields',
    });
    const transition = chooseTransition(Transitions.parse(answer).transitions);
    if (!transition) {
      return {
        kind: 'rejected',
        code: 'no_transition',
        message: `${duplicate.key} is a second issue of this push, and the account may not close it. Close it by hand as a duplicate of ${kept.key}.`,
      };
    }
    await linkDuplicate(jira, duplicate, kept);
    const resolution = chooseResolution(transition);
    await jira.issues.doTransition({
      issueIdOrKey: duplicate.key,
      transition: { id: transition.id },
      ...(resolution ? { fields: { resolution } } : {}),
    });
    return { kind: 'closed' };
  } catch (error) {
    if (error instanceof z.ZodError)
      return { kind: 'unknown', message: 'Jira’s list of transitions could not be read.' };
    return classifyFailure(error);
  }
}

/** Ways to an end that ask for nothing, or for the resolution alone. */
function chooseTransition(transitions: readonly Transition[]): Transition | undefined {
  const ends = transitions.filter(
    ({ to, fields }) =>
      to?.statusCategory?.key === 'done' &&
      Object.entries(fields).every(([name, { required }]) => name === 'resolution' || !required),
  );
  return ends.find(({ name }) => /duplicate/i.test(name)) ?? ends.find((end) => chooseResolution(end)) ?? ends[0];
}

function chooseResolution({ fields }: Transition): { id: string } | null {
  const allowed = fields.resolution?.allowedValues ?? [];
  const chosen = allowed.find(({ name }) => /duplicate/i.test(name ?? '')) ?? allowed[0];
  return chosen?.id === undefined ? null : { id: chosen.id };
}

async function linkDuplicate(jira: JiraClient, duplicate: TrackerIssue, kept: TrackerIssue): Promise<void> {
  const { issueLinkTypes } = LinkTypes.parse(await jira.issueLinkTypes.getIssueLinkTypes());
  const type = issueLinkTypes.find(({ name }) => /duplicate/i.test(name));
  // A site may have no such kind of link; closing matters more.
  if (!type) return;
  await jira.issueLinks.linkIssues({
    type: { id: type.id },
    // "inward duplicates outward": https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/
    inwardIssue: { key: duplicate.key },
    outwardIssue: { key: kept.key },
  });
}
