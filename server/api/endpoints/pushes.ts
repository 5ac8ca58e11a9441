import { z } from 'zod';
import { COMMENT_STATES, EVENT_CAUSES, EVENT_KINDS, ISSUE_STATUSES } from '#db/schema.ts';
import { DEFUSED_KINDS } from '#pipelines/issue-body/defused.ts';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, fromText, Id, idParam } from '#server/api/fields.ts';
import { pageOf, pageQuery, readCursor, toPage } from '#server/api/page.ts';
import { findIssueEvents } from '#server/issues/find-issue-events.ts';
import { lookAtIssue } from '#server/issues/look-at-issue.ts';
import { createPush } from '#server/pushes/create-push.ts';
import { findLikelyIssues } from '#server/pushes/find-likely-issues.ts';
import { findPushes } from '#server/pushes/find-pushes.ts';
import { getPush } from '#server/pushes/get-push.ts';
import { linkIssue } from '#server/pushes/link-issue.ts';
import { previewPush } from '#server/pushes/preview-push.ts';
import { retryPush } from '#server/pushes/retry-push.ts';
import { sendPushAgain } from '#server/pushes/send-push-again.ts';
import { BODY_FORMATS } from '#server/trackers/tracker.ts';
import { PushStatus } from './report-fields.ts';
import { Target } from './targets.ts';

const IssueFields = z
  .strictObject({
    labels: z.array(z.string().min(1).max(50)).max(20),
    assignees: z.array(z.string().min(1).max(100)).max(10).optional(),
    milestone: z.int().min(1).optional(),
    issueType: z.string().min(1).max(50).optional().describe('Jira: id of an issue type.'),
    priority: z.string().min(1).max(50).optional().describe('Jira: id of a priority.'),
    values: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('Jira: other fields by id, as Jira’s API takes them.'),
  })
  .meta({ id: 'IssueFields' });

const Push = z
  .object({
    id: Id,
    reportId: Id,
    targetId: Id,
    runId: Id.nullable().describe('The run that sends it.'),
    status: PushStatus,
    isUnderWay: z.boolean().describe('A worker has it, or takes it up again by itself.'),
    title: z.string(),
    body: z.string().describe('Exactly as sent: Markdown for GitHub, an Atlassian document as JSON for Jira.'),
    fields: IssueFields,
    attemptCount: z.int().min(0),
    firstSentAt: At.nullable(),
    lastSentAt: At.nullable(),
    issueKey: z.string().nullable().describe('As people say it: `#12`, `ACME-12`.'),
    issueNumber: z.int().min(1).nullable(),
    issueUrl: z.string().nullable(),
    issueState: z.string().nullable(),
    issueStatus: z.enum(ISSUE_STATUSES).nullable(),
    issueStatusText: z.string().nullable().describe('In the tracker’s own words.'),
    issueReadAt: At.nullable(),
    lookFailure: z.string().nullable().describe('Why the tracker could not be asked how the issue stands.'),
    isLinked: z.boolean().describe('The issue was there before, and the report was attached to it.'),
    commentText: z.string().nullable().describe('The comment about later evidence, as last written.'),
    commentedAt: At.nullable(),
    commentState: z.enum(COMMENT_STATES).describe('`edited` or `gone`: a person did that; it is not written again.'),
    commentFailure: z.string().nullable(),
    retractedAt: At.nullable().describe('When words that members erased were last taken out of the issue.'),
    droppedFields: z.array(z.string()).describe('What the tracker silently left out.'),
    failureCode: z.string().nullable(),
    failureMessage: z.string().nullable().describe('Why it failed or waits, in plain words.'),
    createdAt: At,
    updatedAt: At,
  })
  .meta({ id: 'Push', description: 'A report on its way to a tracker, or arrived.' });

const PushPreview = z
  .object({
    target: Target,
    title: z.string(),
    body: z.string(),
    bodyFormat: z.enum(BODY_FORMATS),
    fields: IssueFields,
    marker: z.uuid(),
    checksum: z.string(),
    defused: z
      .array(z.object({ kind: z.enum(DEFUSED_KINDS), text: z.string() }))
      .describe('What was made harmless in the members’ words and the summary.'),
    quoteCount: z.int().min(0),
    leftOutCount: z.int().min(0).describe('Quotes that did not fit the tracker’s limit.'),
    unusableQuoteCount: z.int().min(0).describe('Quotes whose words no stored post bears out; they are never sent.'),
  })
  .meta({ id: 'PushPreview', description: 'What would be sent. With its marker and checksum exactly that is sent.' });

const draft = {
  reportId: Id,
  targetId: Id,
  fields: IssueFields.optional().describe('Without them the target’s own.'),
  marker: z.uuid().optional().describe('Of an earlier preview.'),
};
const NewPushPreview = z
  .strictObject(draft)
  .meta({ id: 'NewPushPreview', examples: [{ reportId: 2, targetId: 1, fields: { labels: ['community'] } }] });
const NewPush = z
  .strictObject({
    ...draft,
    checksum: z
      .string()
      .length(64)
      .optional()
      .describe('Of the preview: when the report changed since, nothing is sent.'),
  })
  .meta({ id: 'NewPush', examples: [{ reportId: 2, targetId: 1 }] });

const LikelyIssue = z
  .object({ key: z.string(), title: z.string(), url: z.string(), state: z.string(), createdAt: At })
  .meta({ id: 'LikelyIssue', description: 'An open issue that may already be about the same.' });
const NewIssueLink = z
  .strictObject({
    reportId: Id,
    targetId: Id,
    issueKey: z.string().min(1).max(50).describe('As people say it: `#12`, `ACME-12`.'),
  })
  .meta({ id: 'NewIssueLink', examples: [{ reportId: 2, targetId: 1, issueKey: '#12' }] });

const IssueEvent = z
  .object({
    id: Id,
    kind: z.enum(EVENT_KINDS),
    fromStatus: z.enum(ISSUE_STATUSES),
    toStatus: z.enum(ISSUE_STATUSES),
    detail: z.string().nullable(),
    cause: z.enum(EVENT_CAUSES),
    happenedAt: At.describe('By the tracker’s clock.'),
    createdAt: At,
  })
  .meta({ id: 'IssueEvent', description: 'What became of an issue.' });

const pushId = idParam('push');

export const pushEndpoints = [
  defineEndpoint({
    method: 'POST',
    path: '/pushes/preview',
    operationId: 'previewPush',
    tag: 'pushes',
    summary: 'Show what a push would send, without sending it',
    permission: 'pushes.write',
    body: NewPushPreview,
    answer: { status: 200, description: 'The preview.', schema: PushPreview },
    problems: ['not_found'],
    handle: ({ context, body }) => previewPush(context, body),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/pushes/likely-issues',
    operationId: 'findLikelyIssues',
    tag: 'pushes',
    summary: 'Look in the tracker for open issues that may already be about a report',
    permission: 'pushes.write',
    body: z
      .strictObject({ reportId: Id, targetId: Id })
      .meta({ id: 'LikelyIssueSearch', examples: [{ reportId: 2, targetId: 1 }] }),
    answer: {
      status: 200,
      description: 'At most five, the likeliest first.',
      schema: z.object({ items: z.array(LikelyIssue) }).meta({ id: 'LikelyIssueList' }),
    },
    problems: ['not_found', 'upstream'],
    idempotency: 'claim',
    handle: async ({ context, body }) => ({ items: [...(await findLikelyIssues(context, body))] }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/pushes/link',
    operationId: 'linkIssue',
    tag: 'pushes',
    summary: 'Attach a report to an issue that is there already, instead of making another',
    description: 'The issue itself is not changed; a comment tells how many members speak of it.',
    permission: 'pushes.write',
    body: NewIssueLink,
    answer: { status: 201, description: 'The push, at its issue.', schema: Push },
    problems: ['not_found', 'upstream'],
    idempotency: 'claim',
    location: (push) => `/pushes/${push.id}`,
    handle: ({ context, actor, body }) => linkIssue(context, { ...body, actor }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/pushes',
    operationId: 'createPush',
    tag: 'pushes',
    summary: 'Push a report to a target as an issue',
    description:
      'It is sent in the background: follow it at `GET /pushes/{pushId}`. One report goes to one target once, also when a worker dies while it sends.',
    permission: 'pushes.write',
    body: NewPush,
    answer: { status: 201, description: 'The push, waiting.', schema: Push },
    problems: ['not_found'],
    location: (push) => `/pushes/${push.id}`,
    handle: ({ context, actor, body }) => createPush(context, { ...body, actor }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/pushes',
    operationId: 'listPushes',
    tag: 'pushes',
    summary: 'List pushes, newest first',
    permission: 'pushes.read',
    query: {
      ...pageQuery,
      reportId: fromText(Id).optional(),
      targetId: fromText(Id).optional(),
      status: PushStatus.optional(),
    },
    answer: { status: 200, description: 'A page of pushes.', schema: pageOf(Push, 'PushPage') },
    handle: async ({ context, query: { limit, cursor: _, ...filter }, request }) => {
      const before = readCursor(request, Id);
      const rows = await findPushes(context, { ...filter, before, limit: limit + 1 });
      return toPage(request, { rows, limit, position: (push) => push.id });
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/pushes/{pushId}',
    operationId: 'getPush',
    tag: 'pushes',
    summary: 'Get a push',
    permission: 'pushes.read',
    params: { pushId },
    answer: { status: 200, description: 'The push.', schema: Push },
    handle: ({ context, params }) => getPush(context, params),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/pushes/{pushId}/retry',
    operationId: 'retryPush',
    tag: 'pushes',
    summary: 'Try a push again that came to rest without an issue',
    description: 'Where it is not known whether the issue was made, the tracker is asked first.',
    permission: 'pushes.write',
    params: { pushId },
    answer: { status: 200, description: 'The push, on its way.', schema: Push },
    handle: ({ context, actor, params }) => retryPush(context, { ...params, actor }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/pushes/{pushId}/events',
    operationId: 'listIssueEvents',
    tag: 'pushes',
    summary: 'List what became of the issue of a push, newest first',
    permission: 'pushes.read',
    params: { pushId },
    answer: {
      status: 200,
      description: 'At most the last 100 events.',
      schema: z.object({ items: z.array(IssueEvent) }).meta({ id: 'IssueEventList' }),
    },
    handle: async ({ context, params }) => {
      await getPush(context, params);
      return { items: await findIssueEvents(context, params) };
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/pushes/{pushId}/look',
    operationId: 'lookAtIssue',
    tag: 'pushes',
    summary: 'Ask the tracker now how the issue of a push stands',
    permission: 'pushes.write',
    params: { pushId },
    answer: { status: 200, description: 'The push as it stands now.', schema: Push },
    idempotency: 'claim',
    handle: async ({ context, params }) => {
      await lookAtIssue(context, { ...params, cause: 'person' });
      return getPush(context, params);
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/pushes/{pushId}/send-again',
    operationId: 'sendPushAgain',
    tag: 'pushes',
    summary: 'Create an issue anyway whose fate could not be confirmed',
    description:
      'Only for a push with the failure code `unconfirmed`. Should the lost issue turn up, the newer one is closed as its duplicate.',
    permission: 'pushes.write',
    params: { pushId },
    answer: { status: 200, description: 'The push, on its way.', schema: Push },
    handle: ({ context, actor, params }) => sendPushAgain(context, { ...params, actor }),
  }),
];
