import { z } from 'zod';
import { SUGGESTION_KINDS } from '#db/schema.ts';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { fromText, Id, idParam } from '#server/api/fields.ts';
import { listOf } from '#server/api/page.ts';
import { acceptSuggestion } from '#server/suggestions/accept-suggestion.ts';
import { findSuggestions, SUGGESTION_ANSWERS } from '#server/suggestions/find-suggestions.ts';
import { getCalibration } from '#server/suggestions/get-calibration.ts';
import { refuseSuggestion } from '#server/suggestions/refuse-suggestion.ts';
import { DecisionOutcome } from './decision-fields.ts';

const Share = z.number().min(0).max(1);
const Suggestion = z
  .object({
    id: Id,
    runId: Id,
    kind: z.enum(SUGGESTION_KINDS),
    clusterIds: z
      .array(Id)
      .describe('`merge`: the survivor first. `move`: from, to. Otherwise the cluster it is about.'),
    postIds: z.array(Id).describe('The posts that would go elsewhere; of a merge, those that were found together.'),
    score: Share.describe('How much speaks for it.'),
    terms: z.array(z.string()),
    answer: z.enum(SUGGESTION_ANSWERS),
    decisionId: Id.nullable().describe('The decision that accepted or refused it.'),
  })
  .meta({ id: 'Suggestion', description: 'What the last run would have done otherwise, had people not decided.' });

const Calibration = z
  .object({
    bands: z.array(
      z.object({
        from: Share,
        acceptedCount: z.int().min(0),
        refusedCount: z.int().min(0),
        acceptanceRate: Share.nullable().describe('Null before anybody answered.'),
      }),
    ),
    threshold: Share.describe('Suggestions below this score are not shown.'),
  })
  .meta({ id: 'Calibration' });

const answer = {
  method: 'POST',
  tag: 'suggestions',
  permission: 'clusters.curate',
  params: { suggestionId: idParam('suggestion') },
  answer: { status: 200, description: 'The decision that came of it.', schema: DecisionOutcome },
  problems: ['not_found', 'conflict'],
} as const;

export const suggestionEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/suggestions',
    operationId: 'listSuggestions',
    tag: 'suggestions',
    summary: 'List suggestions, best first',
    permission: 'clusters.read',
    query: {
      answer: z.enum(SUGGESTION_ANSWERS).default('open'),
      clusterId: fromText(Id).optional(),
      limit: fromText(z.int().min(1).max(200)).default(50).describe('How many items to answer with, at most.'),
    },
    answer: { status: 200, description: 'Suggestions.', schema: listOf(Suggestion, 'SuggestionList') },
    handle: async ({ context, query }) => ({ items: await findSuggestions(context, query) }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/suggestions/calibration',
    operationId: 'getCalibration',
    tag: 'suggestions',
    summary: 'How people answered suggestions, per score band',
    permission: 'clusters.read',
    answer: { status: 200, description: 'Acceptance rates and the threshold that follows.', schema: Calibration },
    handle: ({ context }) => getCalibration(context),
  }),
  defineEndpoint({
    ...answer,
    path: '/suggestions/{suggestionId}/accept',
    operationId: 'acceptSuggestion',
    summary: 'Do what a suggestion says',
    description: 'An ordinary decision, which can be undone like any other.',
    handle: ({ context, actor, params }) => acceptSuggestion(context, { ...params, actor }),
  }),
  defineEndpoint({
    ...answer,
    path: '/suggestions/{suggestionId}/refuse',
    operationId: 'refuseSuggestion',
    summary: 'Say no to a suggestion',
    description: 'No later run makes it again.',
    handle: ({ context, actor, params }) => refuseSuggestion(context, { ...params, actor }),
  }),
];
