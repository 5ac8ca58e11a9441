import type { Audience } from '#db/schema.ts';
import { buildReportLayout } from '#pipelines/issue-body/build-report-layout.ts';
import type { ReportLayout } from '#pipelines/issue-body/report-layout.ts';
import { writeDate } from '#pipelines/issue-body/write-date.ts';
import type { Actor } from '#server/accounts/actor.ts';
import type { Config } from '#server/config/config.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { writeByline } from './export-report.ts';
import { type EditionSummary, findEditions } from './find-editions.ts';
import { getEdition, readEditionContent } from './get-edition.ts';
import { getReport } from './get-report.ts';
import { readSince, type Since } from './read-since.ts';
import { requireReadable } from './require-readable.ts';
import { toReportContent } from './to-report-content.ts';

/** A report as its readers see it. */
export type ReportReading = {
  readonly reportId: number;
  readonly audience: Audience;
  readonly layout: ReportLayout;
  readonly byline: readonly string[];
  /** Null for the state as it is now. */
  readonly edition: number | null;
  readonly editions: readonly EditionSummary[];
  /** What came after the edition; null for the state as it is now. */
  readonly since: Since | null;
};

/**
 * Opens a report for reading: the edition asked for, else the newest; before the first one, those who may see drafts
 * get the report as it is now. @throws AppError `not_found`.
 */
export async function readReport(
  { db, config }: { db: Queryable; config: Pick<Config, 'publicUrl'> },
  {
    reportId,
    edition: asked,
    actor,
  }: { reportId: number; edition?: number | 'now' | undefined; actor: Pick<Actor, 'role'> },
): Promise<ReportReading> {
  const { seesDrafts } = await requireReadable({ db }, { reportId, actor });
  const editions = await findEditions({ db }, { reportId });
  const url = `${config.publicUrl}/reports/${reportId}`;
  const number = asked === 'now' ? undefined : (asked ?? editions[0]?.number);
  if (number === undefined) {
    if (!seesDrafts) throw new AppError('not_found', `There is no report ${reportId}.`);
    const report = await getReport({ db }, { reportId });
    const layout = buildReportLayout(toReportContent(report, { url }));
    const reader = report.audience === 'product' ? 'the product team' : 'marketing';
    const byline = [`Report for ${reader} · not published, as of its last save on ${writeDate(report.updatedAt)}`];
    return { reportId, audience: report.audience, layout, byline, edition: null, editions, since: null };
  }
  const edition = await getEdition({ db }, { reportId, number });
  const content = await readEditionContent({ db }, { edition, url });
  return {
    reportId,
    audience: content.audience,
    layout: buildReportLayout(content),
    byline: writeByline(edition, content),
    edition: number,
    editions: seesDrafts ? editions : editions.filter((one) => one.number === number),
    since: await readSince({ db }, edition),
  };
}
