import { z } from 'zod';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { fromText, Id, idParam } from '#server/api/fields.ts';
import { listOf, pageOf, pageQuery, readCursor, toPage } from '#server/api/page.ts';
import { addClusters } from '#server/reports/add-clusters.ts';
import { addQuote } from '#server/reports/add-quote.ts';
import { createReport } from '#server/reports/create-report.ts';
import { deleteReport } from '#server/reports/delete-report.ts';
import { findReports } from '#server/reports/find-reports.ts';
import { getReport } from '#server/reports/get-report.ts';
import { proposeDisagreement } from '#server/reports/propose-disagreement.ts';
import { proposeQuotes } from '#server/reports/propose-quotes.ts';
import { redraftReport } from '#server/reports/redraft-report.ts';
import { removeQuote } from '#server/reports/remove-quote.ts';
import { saveReport } from '#server/reports/save-report.ts';
import {
  Audience,
  DisagreementProposal,
  MoreClusters,
  NewQuote,
  NewReport,
  QuoteOutcome,
  QuoteProposal,
  Report,
  ReportChange,
  ReportSummary,
} from './report-fields.ts';

const reportId = idParam('report');

export const reportEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/reports',
    operationId: 'listReports',
    tag: 'reports',
    summary: 'List reports, newest first',
    permission: 'reports.read',
    query: {
      ...pageQuery,
      audience: Audience.optional(),
      clusterId: fromText(Id).optional().describe('On this cluster.'),
    },
    answer: { status: 200, description: 'A page of reports.', schema: pageOf(ReportSummary, 'ReportPage') },
    handle: async ({ context, query: { limit, cursor: _, ...filter }, request }) => {
      const before = readCursor(request, Id);
      const rows = await findReports(context, { ...filter, before, limit: limit + 1 });
      return toPage(request, { rows, limit, position: (report) => report.id });
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/reports',
    operationId: 'createReport',
    tag: 'reports',
    summary: 'Start a report on clusters',
    description: 'Its summary is a generated draft; write over it with `PATCH /reports/{reportId}`.',
    permission: 'reports.write',
    body: NewReport,
    answer: { status: 201, description: 'The report.', schema: Report },
    problems: ['not_found'],
    location: (report) => `/reports/${report.id}`,
    handle: async ({ context, actor, body }) => {
      const { id } = await createReport(context, { ...body, actor });
      return getReport(context, { reportId: id });
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/reports/{reportId}',
    operationId: 'getReport',
    tag: 'reports',
    summary: 'Get a report with its quotes and counts',
    permission: 'reports.read',
    params: { reportId },
    answer: { status: 200, description: 'The report.', schema: Report },
    handle: ({ context, params }) => getReport(context, params),
  }),
  defineEndpoint({
    method: 'PATCH',
    path: '/reports/{reportId}',
    operationId: 'saveReport',
    tag: 'reports',
    summary: 'Change title, summary, audience or naming of authors',
    description: 'What is not given stays.',
    permission: 'reports.write',
    params: { reportId },
    body: ReportChange,
    answer: { status: 200, description: 'The report, saved.', schema: Report },
    handle: async ({ context, params, body }) => {
      await saveReport(context, { ...params, ...body });
      return getReport(context, params);
    },
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/reports/{reportId}',
    operationId: 'deleteReport',
    tag: 'reports',
    summary: 'Delete a report that was never pushed',
    permission: 'reports.write',
    params: { reportId },
    answer: { status: 204, description: 'Deleted.', schema: null },
    handle: ({ context, params }) => deleteReport(context, params),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/reports/{reportId}/clusters',
    operationId: 'addClusters',
    tag: 'reports',
    summary: 'Add clusters to a report',
    description: 'Those it has already change nothing; its summary stays as it is.',
    permission: 'reports.write',
    params: { reportId },
    body: MoreClusters,
    answer: { status: 200, description: 'The report.', schema: Report },
    handle: async ({ context, params, body }) => {
      await addClusters(context, { ...params, ...body });
      return getReport(context, params);
    },
  }),
  defineEndpoint({
    method: 'GET',
    path: '/reports/{reportId}/quote-proposals',
    operationId: 'proposeQuotes',
    tag: 'reports',
    summary: 'Propose spans worth quoting',
    description: 'From many people, sources and times; what the report quotes already is left out.',
    permission: 'reports.read',
    params: { reportId },
    query: { count: fromText(z.int().min(1).max(50)).default(6).describe('How many, at most.') },
    answer: {
      status: 200,
      description: 'Proposals, the best first.',
      schema: listOf(QuoteProposal, 'QuoteProposalList'),
    },
    handle: async ({ context, params, query }) => ({ items: await proposeQuotes(context, { ...params, ...query }) }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/reports/{reportId}/disagreement-proposals',
    operationId: 'proposeDisagreement',
    tag: 'reports',
    summary: 'Propose spans of people who see it differently',
    description: 'Found by words, in the report’s posts and the conversations around them.',
    permission: 'reports.read',
    params: { reportId },
    query: { count: fromText(z.int().min(1).max(50)).default(4).describe('How many, at most.') },
    answer: {
      status: 200,
      description: 'Proposals, each with its reason.',
      schema: listOf(DisagreementProposal, 'DisagreementProposalList'),
    },
    handle: async ({ context, params, query }) => ({
      items: await proposeDisagreement(context, { ...params, ...query }),
    }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/reports/{reportId}/draft',
    operationId: 'redraftReport',
    tag: 'reports',
    summary: 'Generate the draft anew from the posts as they are now',
    description: 'A summary that a person wrote stays; the new draft stands beside it.',
    permission: 'reports.write',
    params: { reportId },
    answer: { status: 200, description: 'The report.', schema: Report },
    handle: async ({ context, params }) => {
      await redraftReport(context, params);
      return getReport(context, params);
    },
  }),
  defineEndpoint({
    method: 'POST',
    path: '/reports/{reportId}/quotes',
    operationId: 'addQuote',
    tag: 'reports',
    summary: 'Quote a span of a post',
    description: 'The words are cut from the stored post; none are taken from the request.',
    permission: 'reports.write',
    params: { reportId },
    body: NewQuote,
    answer: { status: 200, description: 'The quote.', schema: QuoteOutcome },
    handle: ({ context, params, body }) => addQuote(context, { ...params, ...body }),
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/reports/{reportId}/quotes/{quoteId}',
    operationId: 'removeQuote',
    tag: 'reports',
    summary: 'Take a quote out of a report',
    permission: 'reports.write',
    params: { reportId, quoteId: idParam('quote') },
    answer: { status: 204, description: 'Removed.', schema: null },
    handle: ({ context, params }) => removeQuote(context, params),
  }),
];
