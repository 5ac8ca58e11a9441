import { z } from 'zod';
import type { WebhookNotice } from '#server/trackers/issue-reading.ts';

const Payload = z.object({
  webhookEvent: z.string().optional().catch(undefined),
  issue: z.object({ id: z.coerce.string() }).optional().catch(undefined),
});
/** What may change how an issue stands. Comments do not; Jira sends them as events of their own, or of the issue. */
const CHANGES = new Set(['jira:issue_updated', 'jira:issue_deleted']);

/** Changelogs are left alone: an item has a key `toString`, and what is read is never believed anyway. */
export function readWebhook(headers: Headers, body: unknown): WebhookNotice {
  const { webhookEvent: event = 'unknown', issue } = Payload.catch({}).parse(body);
  const deliveryId = headers.get('x-atlassian-webhook-identifier');
  return { deliveryId, event, issueIds: issue && CHANGES.has(event) ? [issue.id] : [] };
}
