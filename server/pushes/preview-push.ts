import { createHash, randomUUID } from 'node:crypto';
import { buildReportLayout } from '#pipelines/issue-body/build-report-layout.ts';
import type { Defused } from '#pipelines/issue-body/defused.ts';
import type { Config } from '#server/config/config.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { getReport } from '#server/reports/get-report.ts';
import { toReportContent } from '#server/reports/to-report-content.ts';
import { getTarget } from '#server/targets/get-target.ts';
import { readDefaultFields } from '#server/targets/read-default-fields.ts';
import type { Target } from '#server/targets/target.ts';
import { getTracker } from '#server/trackers/registry.ts';
import type { BodyFormat, IssueFields } from '#server/trackers/tracker.ts';

export type PushPreview = {
  readonly target: Target;
  /** Exactly what will be sent when the push is created with this marker and checksum. */
  readonly title: string;
  readonly body: string;
  readonly bodyFormat: BodyFormat;
  readonly fields: IssueFields;
  readonly marker: string;
  readonly checksum: string;
  /** What was made harmless in the members' words and the summary. */
  readonly defused: readonly Defused[];
  readonly quoteCount: number;
  /** Chosen quotes that did not fit the tracker's limit. */
  readonly leftOutCount: number;
  /** Chosen quotes whose post was erased at its source, or whose words no stored version bears out: never sent. */
  readonly unusableQuoteCount: number;
};

/**
 * Renders a report for a target without sending anything.
 * @throws AppError `unprocessable` when the summary alone is longer than the tracker takes.
 */
export async function previewPush(
  { db, config }: { db: Queryable; config: Pick<Config, 'publicUrl'> },
  input: { reportId: number; targetId: number; fields?: IssueFields; marker?: string },
): Promise<PushPreview> {
  const { reportId, targetId, marker = randomUUID() } = input;
  const target = await getTarget({ db }, { targetId });
  const adapter = getTracker(target.tracker);
  const report = await getReport({ db }, { reportId });
  const content = toReportContent(report, { url: `${config.publicUrl}/reports/${reportId}` });
  const rendered = adapter.renderReport(buildReportLayout(content), {
    marker,
    trackerHosts: adapter.linkedHosts(target.baseUrl),
  });
  if (!rendered.ok) {
    throw new AppError(
      'unprocessable',
      `The report is ${rendered.excess} characters too long for an issue even without quotes. Shorten the summary.`,
    );
  }
  const { title, body, defused, quoteCount, leftOutCount } = rendered.issue;
  const fields = input.fields ?? readDefaultFields(target);
  return {
    target,
    title,
    body,
    bodyFormat: adapter.bodyFormat,
    fields,
    marker,
    checksum: createHash('sha256')
      .update(JSON.stringify([title, body]))
      .digest('hex'),
    defused,
    quoteCount,
    leftOutCount,
    unusableQuoteCount: content.quotes.filter(({ reading }) => reading.words === null).length,
  };
}
