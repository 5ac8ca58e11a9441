import { z } from 'zod';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { fromText, Id, idParam } from '#server/api/fields.ts';
import { listOf } from '#server/api/page.ts';
import { EXPORT_FORMATS, exportReport } from '#server/reports/export-report.ts';
import { findEvidence } from '#server/reports/find-evidence.ts';
import { findShares } from '#server/reports/find-shares.ts';
import { getEdition } from '#server/reports/get-edition.ts';
import { publishReport } from '#server/reports/publish-report.ts';
import { readSince } from '#server/reports/read-since.ts';
import { recordConsent } from '#server/reports/record-consent.ts';
import { requireReadable } from '#server/reports/require-readable.ts';
import { revokeShare } from '#server/reports/revoke-share.ts';
import { shareReport } from '#server/reports/share-report.ts';
import {
  ConsentAnswer,
  Evidence,
  NewEdition,
  NewShare,
  PublishedEdition,
  ReportExport,
  Share,
  Since,
} from './report-fields.ts';

const reportId = idParam('report');
const number = fromText(Id).describe('Of the edition, from 1.');
const edition = fromText(Id).optional().describe('Number of the published state; the newest without it.');

/** Published states of reports, who reads them, and the evidence behind them. */
export const editionEndpoints = [
  defineEndpoint({
    method: 'POST',
    path: '/reports/{reportId}/editions',
    operationId: 'publishReport',
    tag: 'reports',
    summary: 'Publish a report as its next edition',
    description: 'Freezes text, numbers, membership, quotes, filters and run. An edition never changes.',
    permission: 'reports.write',
    params: { reportId },
    body: NewEdition,
    answer: { status: 201, description: 'The edition.', schema: PublishedEdition },
    handle: ({ context, actor, params, body }) => publishReport(context, { ...params, ...body, actor }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/reports/{reportId}/editions/{number}/since',
    operationId: 'readSince',
    tag: 'reports',
    summary: 'What came after an edition',
    permission: 'editions.read',
    params: { reportId, number },
    answer: { status: 200, description: 'Counts.', schema: Since },
    handle: async ({ context, actor, params }) => {
      await requireReadable(context, { ...params, actor });
      return readSince(context, await getEdition(context, params));
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/reports/{reportId}/export',
    operationId: 'exportReport',
    tag: 'reports',
    summary: 'Export a published report',
    description: 'The same edition gives the same bytes, but for words that their authors erased or withdrew since.',
    permission: 'editions.read',
    params: { reportId },
    query: { format: z.enum(EXPORT_FORMATS), edition },
    answer: { status: 200, description: 'The file as text.', schema: ReportExport },
    handle: async ({ context, actor, params, query }) => {
      await requireReadable(context, { ...params, actor });
      return exportReport(context, { ...params, ...query });
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/reports/{reportId}/claims/{key}',
    operationId: 'getEvidence',
    tag: 'reports',
    summary: 'Get the posts behind a statement of a report',
    permission: 'editions.read',
    params: { reportId, key: fromText(Id).describe('As cited: `[^3]` is 3.') },
    query: {
      edition: edition.describe(
        'Number of the published state that it stands in; without it, the report as it is now.',
      ),
      offset: fromText(z.int().min(0)).default(0).describe('Posts to leave out, the oldest first.'),
      limit: fromText(z.int().min(1).max(200)).default(50).describe('How many posts, at most.'),
    },
    answer: { status: 200, description: 'The posts, the oldest first; nobody is named.', schema: Evidence },
    handle: async ({ context, actor, params, query }) => {
      const { seesDrafts } = await requireReadable(context, { ...params, actor });
      // Who sees no drafts reads what was published.
      return findEvidence(context, { ...params, ...query, edition: query.edition ?? (seesDrafts ? undefined : 1) });
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/reports/{reportId}/shares',
    operationId: 'listShares',
    tag: 'reports',
    summary: 'List the addresses that a report is open at',
    permission: 'reports.write',
    params: { reportId },
    answer: { status: 200, description: 'Newest first.', schema: listOf(Share, 'ShareList') },
    handle: async ({ context, params }) => ({ items: await findShares(context, params) }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/reports/{reportId}/shares',
    operationId: 'shareReport',
    tag: 'reports',
    summary: 'Open a published report to a role',
    description: 'Readers sign in and need that role.',
    permission: 'reports.write',
    params: { reportId },
    body: NewShare,
    answer: { status: 201, description: 'The address.', schema: Share },
    handle: async ({ context, actor, params, body }) => {
      const { id } = await shareReport(context, { ...params, ...body, actor });
      const share = (await findShares(context, params)).find((one) => one.id === id);
      if (!share) throw new Error('the share is gone');
      return share;
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/reports/{reportId}/shares/{shareId}',
    operationId: 'revokeShare',
    tag: 'reports',
    summary: 'Close an address at once',
    permission: 'reports.write',
    params: { reportId, shareId: idParam('share') },
    answer: { status: 204, description: 'Closed.', schema: null },
    handle: ({ context, params }) => revokeShare(context, params),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/posts/{postId}/consents',
    operationId: 'recordConsent',
    tag: 'reports',
    summary: "Record a member's answer about the use of their words",
    description: 'The newest answer holds, in every report at once.',
    permission: 'reports.write',
    params: { postId: idParam('post') },
    body: ConsentAnswer,
    answer: { status: 204, description: 'Recorded.', schema: null },
    handle: ({ context, actor, params, body: { expiresAt, ...body } }) =>
      recordConsent(context, { ...params, ...body, expiresAt: expiresAt ? new Date(expiresAt) : null, actor }),
  }),
];
