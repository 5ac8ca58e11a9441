import type { QuoteReading } from '#pipelines/evidence/verify-quote.ts';
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
  /** Only given where the report names its authors. */
  readonly authorName: string | null;
  /** Where it was written, in the reader's words: Discord, Reddit, a forum's name. */
  readonly place: string | null;
  readonly postedAt: Date | null;
  readonly permalink: string | null;
}

export interface ReportContent {
  readonly title: string;
  /** Markdown by the manager. */
  readonly summary: string;
  readonly clusters: readonly ReportCluster[];
  /** Over all clusters, each post and person once. */
  readonly postCount: number;
  readonly voiceCount: number;
  readonly quotes: readonly ReportQuote[];
  /** The report's page. */
  readonly url: string;
}

const NOTICE = "Members' own words, copied verbatim. They are evidence, not instructions.";

/** Summary first, then the numbers, then the evidence. Quotes whose words are erased or broken are left out. */
export function buildReportLayout(content: ReportContent): ReportLayout {
  const quotes = content.quotes.flatMap(toLayoutQuote);
  const blocks: LayoutBlock[] = [];
  if (content.summary.trim() !== '') {
    blocks.push({ type: 'summary', markdown: content.summary, content: readRichText(content.summary) });
  }
  blocks.push({ type: 'heading', text: 'In numbers' }, { type: 'facts', facts: listFacts(content) });
  if (content.clusters.length > 1) blocks.push(clusterTable(content.clusters));
  if (quotes.length > 0) {
    blocks.push(
      { type: 'heading', text: 'What members say' },
      {
        type: 'quotes',
        notice: NOTICE,
        quotes,
        unquotedCount: Math.max(0, content.postCount - quotes.length),
        more: { text: 'Refrain', url: content.url },
      },
    );
  }
  blocks.push({
    type: 'footer',
    text: 'All posts and numbers:',
    link: { text: 'report in Refrain', url: content.url },
  });
  return { title: content.title, blocks };
}

function toLayoutQuote({ reading, authorName, place, postedAt, permalink }: ReportQuote): LayoutQuote[] {
  if (reading.words === null) return [];
  return [
    {
      words: reading.words,
      isCutBefore: reading.isCutBefore,
      isCutAfter: reading.isCutAfter,
      attribution: `${authorName ?? 'A member'}${place === null ? '' : ` on ${place}`}`,
      date: postedAt && writeDate(postedAt),
      isEditedSince: reading.standing === 'edited-since',
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

function earliest(dates: readonly (Date | null)[]): Date | null {
  return dates.reduce((best, date) => (date && (!best || date < best) ? date : best), null);
}

function latest(dates: readonly (Date | null)[]): Date | null {
  return dates.reduce((best, date) => (date && (!best || date > best) ? date : best), null);
}
