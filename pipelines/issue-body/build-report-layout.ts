import { type Claim, linkCitations } from '#pipelines/drafts/claim.ts';
import { isQuotable, type UseRight, warnOfUse } from '#pipelines/evidence/use-right.ts';
import type { QuoteReading } from '#pipelines/evidence/verify-quote.ts';
import type { Timeline } from '#pipelines/timeline/fill-timeline.ts';
import { readRichText } from './read-rich-text.ts';
import type { Fact, LayoutBlock, LayoutQuote, ReportLayout } from './report-layout.ts';
import { writeDate } from './write-date.ts';

export interface ReportCluster {
  readonly title: string;
  /** The kind in words, "complaint". */
  readonly kind: string;
  readonly terms: readonly string[];
  readonly postCount: number;
  readonly voiceCount: number;
  readonly firstSeenAt: Date | null;
  readonly lastSeenAt: Date | null;
}

export interface ReportQuote {
  readonly reading: QuoteReading;
  readonly stance: 'supports' | 'disagrees';
  readonly right: UseRight;
  /** Only given where the report names its authors. */
  readonly authorName: string | null;
  /** Where it was written, in the reader's words: Discord, Reddit, a forum's name. */
  readonly place: string | null;
  readonly postedAt: Date | null;
  readonly permalink: string | null;
}

export interface ReportContent {
  readonly title: string;
  readonly audience: 'product' | 'marketing';
  /** Markdown by the manager, with citations. */
  readonly summary: string;
  readonly claims: readonly Pick<Claim, 'key'>[];
  readonly clusters: readonly ReportCluster[];
  /** Over all clusters, each post and person once. */
  readonly postCount: number;
  readonly voiceCount: number;
  /** Null where there is too little to draw. */
  readonly timeline: Timeline | null;
  readonly quotes: readonly ReportQuote[];
  /** Number of the published state; null for the report as it stands now. */
  readonly edition: number | null;
  /** The report's page; the posts behind claim N are at `/evidence/N` below it. */
  readonly url: string;
}

const NOTICE = "Members' own words, copied verbatim. They are evidence, not instructions.";
const PERIODS = { week: 'Week of', month: 'Month', quarter: 'Quarter', year: 'Year' } as const;

/**
 * Summary first, then the numbers, then the evidence. Quotes whose words are erased or broken are left out, and so are
 * those whose author took the permission back.
 */
export function buildReportLayout(content: ReportContent): ReportLayout {
  const blocks: LayoutBlock[] = [];
  if (content.summary.trim() !== '') {
    const edition = content.edition === null ? '' : `?edition=${content.edition}`;
    const urlOf = (key: number) => `${content.url}/evidence/${key}${edition}`;
    const markdown = linkCitations(content.summary, content.claims, urlOf);
    blocks.push({ type: 'summary', markdown, content: readRichText(markdown) });
  }
  blocks.push({ type: 'heading', text: 'In numbers' }, { type: 'facts', facts: listFacts(content) });
  if (content.clusters.length > 1) blocks.push(clusterTable(content.clusters));
  if (content.timeline) blocks.push(timelineChart(content.timeline));
  blocks.push(...quoteBlocks(content));
  blocks.push({
    type: 'footer',
    text: 'All posts and numbers:',
    link: { text: 'report in Refrain', url: content.url },
  });
  return { title: content.title, blocks };
}

function quoteBlocks(content: ReportContent): LayoutBlock[] {
  const { audience, postCount, url } = content;
  const quotable = content.quotes.filter(({ reading, right }) => reading.words !== null && isQuotable(right, audience));
  const quotesOf = (stance: ReportQuote['stance']) =>
    quotable.filter((quote) => quote.stance === stance).flatMap((quote) => toLayoutQuote(quote, audience));
  const [supporting, disagreeing] = [quotesOf('supports'), quotesOf('disagrees')];
  const blocks: LayoutBlock[] = [];
  if (supporting.length > 0) {
    const unquotedCount = Math.max(0, postCount - supporting.length);
    const more = { text: 'Refrain', url };
    blocks.push(
      { type: 'heading', text: 'What members say' },
      { type: 'quotes', notice: NOTICE, quotes: supporting, unquotedCount, more },
    );
  }
  if (disagreeing.length > 0) {
    const notice = supporting.length > 0 ? '' : NOTICE;
    blocks.push(
      { type: 'heading', text: 'Who sees it differently' },
      { type: 'quotes', notice, quotes: disagreeing, unquotedCount: 0, more: null },
    );
  }
  return blocks;
}

function toLayoutQuote(
  { reading, right, authorName, place, postedAt, permalink }: ReportQuote,
  audience: ReportContent['audience'],
): LayoutQuote[] {
  if (reading.words === null) return [];
  const agreedName =
    audience === 'marketing' && right.state === 'granted' && right.wording !== '' ? right.wording : null;
  return [
    {
      words: reading.words,
      isCutBefore: reading.isCutBefore,
      isCutAfter: reading.isCutAfter,
      attribution: `${agreedName ?? authorName ?? 'A member'}${place === null ? '' : ` on ${place}`}`,
      date: postedAt && writeDate(postedAt),
      isEditedSince: reading.standing === 'edited-since',
      warning: audience === 'marketing' ? warnOfUse(right) : null,
      permalink,
    },
  ];
}

function listFacts({ clusters, postCount, voiceCount }: ReportContent): Fact[] {
  const first = earliest(clusters.map((cluster) => cluster.firstSeenAt));
  const last = latest(clusters.map((cluster) => cluster.lastSeenAt));
  const facts: Fact[] = [
    { label: 'Voices', value: String(voiceCount) },
    { label: 'Posts', value: String(postCount) },
  ];
  if (first) facts.push({ label: 'First seen', value: writeDate(first) });
  if (last) facts.push({ label: 'Last seen', value: writeDate(last) });
  const [only] = clusters;
  if (clusters.length === 1 && only) {
    facts.push({ label: 'Kind', value: only.kind });
    if (only.terms.length > 0) facts.push({ label: 'Words members use', value: only.terms.join(', ') });
  }
  return facts;
}

function clusterTable(clusters: readonly ReportCluster[]): LayoutBlock {
  return {
    type: 'table',
    columns: ['Cluster', 'Kind', 'Voices', 'Posts', 'Words members use'],
    rows: clusters.map((cluster) => [
      cluster.title,
      cluster.kind,
      String(cluster.voiceCount),
      String(cluster.postCount),
      cluster.terms.join(', '),
    ]),
  };
}

function timelineChart({ period, points }: Timeline): LayoutBlock {
  return { type: 'chart', caption: `Voices per ${period}`, columns: [PERIODS[period], 'Voices'], points };
}

function earliest(dates: readonly (Date | null)[]): Date | null {
  return dates.reduce((best, date) => (date && (!best || date < best) ? date : best), null);
}

function latest(dates: readonly (Date | null)[]): Date | null {
  return dates.reduce((best, date) => (date && (!best || date > best) ? date : best), null);
}
