import { z } from 'zod';
import { AUDIENCES, CONSENT_STATES, PUSH_STATUSES, SHARE_ROLES, STANCES } from '#db/schema.ts';
import { USE_STATES } from '#pipelines/evidence/use-right.ts';
import { DISAGREEMENTS } from '#pipelines/mentions/find-disagreement.ts';
import { PERIODS } from '#pipelines/timeline/fill-timeline.ts';
import { TRENDS } from '#pipelines/trends/compare-windows.ts';
import { At, AtText, Id } from '#server/api/fields.ts';
import { MAX_SUMMARY_LENGTH, MAX_TITLE_LENGTH } from '#server/reports/clean-report.ts';
import { MAX_REPORT_CLUSTERS } from '#server/reports/create-report.ts';
import { ClusterSummary, Weeks } from './clusters.ts';

export const Audience = z.enum(AUDIENCES).meta({ id: 'Audience' });
export const PushStatus = z.enum(PUSH_STATUSES).meta({ id: 'PushStatus' });
const Count = z.int().min(0);
const title = z.string().max(MAX_TITLE_LENGTH);
const expectedVersion = z.int().min(1).optional();

export const ReportSummary = z
  .object({
    id: Id,
    title: z.string(),
    audience: Audience,
    clusterCount: Count,
    quoteCount: Count,
    pushStatus: PushStatus.nullable().describe('Of the push that got furthest.'),
    issueUrl: z.string().nullable(),
    isPublished: z.boolean().describe('Whether there is an edition of it.'),
    createdByName: z.string().nullable(),
    createdAt: At,
    updatedAt: At,
  })
  .meta({ id: 'ReportSummary' });

const Stance = z.enum(STANCES).meta({ id: 'Stance' });

const Claim = z
  .object({ key: z.int().min(1), label: z.string(), postIds: z.array(Id) })
  .meta({ id: 'Claim', description: 'A statement of the draft, cited in the summary as `[^key]`, and its posts.' });

export const EditionSummary = z
  .object({
    number: z.int().min(1),
    checksum: z.string().describe('sha256 of the edition as it is stored.'),
    publishedAt: At,
    publishedByName: z.string().nullable(),
  })
  .meta({ id: 'EditionSummary' });

const Quote = z
  .object({
    id: Id,
    postId: Id,
    startOffset: Count.describe('In UTF-16 code units of the text.'),
    endOffset: Count.describe('Exclusive.'),
    contentHash: z.string(),
    permalink: z.string().nullable(),
    stance: Stance.describe('Whether it bears the report out or speaks against it.'),
    right: z
      .object({ state: z.enum(USE_STATES), scope: z.string(), wording: z.string(), expiresAt: At.nullable() })
      .describe('Whether the words may be used outside. Revoked ones are in no export, issue or shared report.'),
    standing: z
      .enum(['verbatim', 'edited-since', 'erased', 'broken'])
      .describe('Whether the words stand in the post today.'),
    words: z.string().nullable().describe('Exactly as a stored version has them; null when there is none any more.'),
    isCutBefore: z.boolean(),
    isCutAfter: z.boolean(),
    authorName: z.string().nullable().describe('Only where the report names its authors.'),
    place: z.string(),
    postedAt: At.nullable(),
  })
  .meta({ id: 'Quote', description: 'A span of a stored post; its words are never typed by hand.' });

export const Report = z
  .object({
    id: Id,
    title: z.string(),
    audience: Audience,
    summary: z.string().describe('Markdown.'),
    draft: z.string().describe('The summary as it was generated.'),
    namesAuthors: z.boolean(),
    version: z.int().min(1).describe('For `expectedVersion` when it is saved.'),
    createdByName: z.string().nullable(),
    createdAt: At,
    updatedAt: At,
    draftedAt: At,
    publishedAt: At.nullable().describe('Of the newest edition.'),
    editions: z.array(EditionSummary),
    claims: z.array(Claim),
    clusters: z.array(ClusterSummary),
    quotes: z.array(Quote),
    postCount: Count.describe('Each post and each person counts once.'),
    voiceCount: Count,
    unnamedPostCount: Count.describe('Posts whose author the source does not name.'),
    firstSeenAt: At.nullable(),
    lastSeenAt: At.nullable(),
    places: z.array(z.object({ name: z.string(), postCount: Count, voiceCount: Count })),
    growth: z
      .object({
        weekCount: Count,
        endsAt: At,
        recentVoiceCount: Count,
        earlierVoiceCount: Count,
        trend: z.enum(TRENDS),
      })
      .nullable(),
    weeks: Weeks,
    timeline: z
      .object({ period: z.enum(PERIODS), points: z.array(z.object({ label: z.string(), value: Count })) })
      .nullable()
      .describe('Voices over the whole span; null where all of it falls into one period.'),
  })
  .meta({ id: 'Report' });

export const QuoteProposal = z
  .object({
    postId: Id,
    startOffset: Count,
    endOffset: Count,
    contentHash: z.string(),
    words: z.string(),
    place: z.string(),
    postedAt: At.nullable(),
  })
  .meta({ id: 'QuoteProposal' });

export const NewReport = z
  .strictObject({
    clusterIds: z.array(Id).min(1).max(MAX_REPORT_CLUSTERS),
    title: title.optional().describe('Without it, the title of the first cluster.'),
    audience: Audience.optional(),
  })
  .meta({ id: 'NewReport', examples: [{ clusterIds: [3], title: 'Export to CSV hangs' }] });

export const ReportChange = z
  .strictObject({
    title: title.optional(),
    summary: z.string().max(MAX_SUMMARY_LENGTH).optional(),
    audience: Audience.optional(),
    namesAuthors: z.boolean().optional(),
    expectedVersion: expectedVersion.describe('When somebody saved it since, the answer is a conflict.'),
  })
  .meta({ id: 'ReportChange', examples: [{ summary: 'Exports of large boards never finish.', expectedVersion: 1 }] });

export const MoreClusters = z
  .strictObject({ clusterIds: z.array(Id).min(1).max(MAX_REPORT_CLUSTERS) })
  .meta({ id: 'MoreClusters', examples: [{ clusterIds: [5, 8] }] });

export const NewQuote = z
  .strictObject({
    postId: Id,
    startOffset: Count,
    endOffset: z.int().min(1),
    stance: Stance.optional(),
    expectedHash: z.string().length(64).optional().describe('`contentHash` of the text that the span was chosen in.'),
  })
  .meta({ id: 'NewQuote', examples: [{ postId: 41, startOffset: 0, endOffset: 24 }] });

export const QuoteOutcome = z
  .object({ id: Id, status: z.enum(['added', 'unchanged']).describe('`unchanged`: the span was quoted already.') })
  .meta({ id: 'QuoteOutcome' });

export const DisagreementProposal = QuoteProposal.extend({
  reason: z.enum(DISAGREEMENTS).describe('Which words gave it away.'),
}).meta({ id: 'DisagreementProposal' });

export const NewEdition = z
  .strictObject({
    expectedVersion: expectedVersion.describe('When somebody saved it since, the answer is a conflict.'),
  })
  .meta({ id: 'NewEdition', examples: [{ expectedVersion: 3 }] });

export const PublishedEdition = z
  .object({ number: z.int().min(1), checksum: z.string() })
  .meta({ id: 'PublishedEdition' });

export const Since = z
  .object({
    postCount: Count,
    voiceCount: Count,
    newPostCount: Count,
    newVoiceCount: Count,
    movedPostCount: Count,
    erasedPostCount: Count,
    erasedQuoteCount: Count,
    editedQuoteCount: Count,
    withdrawnQuoteCount: Count,
  })
  .meta({ id: 'Since', description: 'What came after an edition. The edition itself does not change.' });

export const ReportExport = z
  .object({ fileName: z.string(), contentType: z.string(), body: z.string() })
  .meta({ id: 'ReportExport' });

export const Evidence = z
  .object({
    key: z.int().min(1),
    label: z.string(),
    postCount: Count,
    erasedCount: Count.describe('Of these, erased at their source since.'),
    posts: z.array(
      z.object({
        id: Id,
        title: z.string().nullable(),
        text: z.string(),
        language: z.string().nullable(),
        place: z.string(),
        postedAt: At.nullable(),
        permalink: z.string().nullable(),
      }),
    ),
    nextOffset: Count.nullable(),
  })
  .meta({ id: 'Evidence' });

export const Share = z
  .object({
    id: Id,
    role: z.enum(SHARE_ROLES),
    url: z.string(),
    createdByName: z.string().nullable(),
    createdAt: At,
  })
  .meta({ id: 'Share' });

export const NewShare = z
  .strictObject({ role: z.enum(SHARE_ROLES) })
  .meta({ id: 'NewShare', examples: [{ role: 'marketing' }] });

export const ConsentAnswer = z
  .strictObject({
    state: z.enum(CONSENT_STATES),
    scope: z.string().max(200).optional().describe('Where the words may be used; needed for `granted`.'),
    wording: z.string().max(200).optional().describe('How the member wants to be named.'),
    note: z.string().max(200).optional(),
    expiresAt: AtText.nullish(),
  })
  .meta({ id: 'ConsentAnswer', examples: [{ state: 'granted', scope: 'website', wording: 'Ana, Lisbon' }] });
