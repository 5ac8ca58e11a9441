import { z } from 'zod';
import type { WebhookNotice } from '#server/trackers/issue-reading.ts';

const Payload = z.object({
  action: z.string().optional(),
  issue: z.object({ id: z.number() }).optional().catch(undefined),
});

/** Read leniently: real deliveries differ from GitHub's own description, and only the id matters. */
export function readWebhook(headers: Headers, body: unknown): WebhookNotice {
  const { action, issue } = Payload.catch({}).parse(body);
  const kind = headers.get('x-github-event') ?? 'unknown';
  const event = action ? `${kind}.${action}` : kind;
  const deliveryId = headers.get('x-github-delivery');
  if (kind === 'issues' && issue) return { deliveryId, event, issueIds: [String(issue.id)] };
  const isRepository =
    kind === 'repository' && ['renamed', 'transferred', 'deleted', 'privatized'].includes(action ?? '');
  return { deliveryId, event, issueIds: isRepository ? 'all' : [] };
}
