import { Form, Link } from '@remix-run/react';
import type { EditionSummary } from '#server/reports/find-editions.ts';
import type { Share } from '#server/reports/find-shares.ts';
import { useSending } from '../settings/use-sending.ts';
import { Button, buttonLook } from '../ui/button.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { SelectField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/panes.tsx';
import { Day } from '../ui/time.tsx';

/** Freezing a report, its editions, and who reads them. */
export function PublishReport({
  report,
  shares,
}: {
  report: { readonly id: number; readonly version: number; readonly editions: readonly EditionSummary[] };
  shares: readonly Share[];
}) {
  const isSending = useSending();
  const [newest] = report.editions;
  return (
    <Section
      title="Publish"
      aside={
        newest ? (
          <>
            Newest edition of <Day at={newest.publishedAt} />
          </>
        ) : (
          'Not published yet'
        )
      }
    >
      <div className="space-y-4 rounded-lg border border-line p-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="min-w-0 flex-1 basis-64 text-muted">
            An edition freezes text, numbers, posts and quotes with a checksum. It never changes; what comes later
            stands beside it.
          </p>
          <Form method="post" preventScrollReset>
            <input type="hidden" name="version" value={report.version} />
            <Button
              name="intent"
              value="publish"
              variant={newest ? 'secondary' : 'primary'}
              disabled={isSending('publish')}
            >
              <Icon name="lock" size={14} />
              Publish edition {(newest?.number ?? 0) + 1}
            </Button>
          </Form>
        </div>
        {newest ? (
          <ul className="divide-y divide-line border-t border-line">
            {report.editions.map((edition) => (
              <li key={edition.number} className="tnum flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
                <Link
                  to={`/reports/${report.id}/read?edition=${edition.number}`}
                  className="font-medium hover:underline"
                >
                  Edition {edition.number}
                </Link>
                <span className="text-xs text-muted">
                  <Day at={edition.publishedAt} />
                  {edition.publishedByName ? ` by ${edition.publishedByName}` : ''}
                </span>
                <code className="ml-auto font-mono text-2xs text-faint" title={`sha256 ${edition.checksum}`}>
                  {edition.checksum.slice(0, 12)}
                </code>
              </li>
            ))}
          </ul>
        ) : null}
        {newest ? <Shares shares={shares} /> : null}
      </div>
    </Section>
  );
}

function Shares({ shares }: { shares: readonly Share[] }) {
  const isSending = useSending();
  return (
    <div className="space-y-3 border-t border-line pt-3">
      {shares.map((share) => (
        <div key={share.id} className="flex flex-wrap items-end gap-2">
          <div className="min-w-0 flex-1 basis-72">
            <CopyField
              label={`For ${share.role === 'product' ? 'the product team' : 'marketing'}, after signing in`}
              value={share.url}
            />
          </div>
          <Form method="post" preventScrollReset>
            <input type="hidden" name="share" value={share.id} />
            <Button name="intent" value="unshare" variant="ghost" disabled={isSending('unshare')}>
              Close it
            </Button>
          </Form>
        </div>
      ))}
      <Form method="post" preventScrollReset className="flex flex-wrap items-end gap-2">
        <SelectField label="Share with" name="role" defaultValue="product" fieldClassName="w-44">
          <option value="product">The product team</option>
          <option value="marketing">Marketing</option>
        </SelectField>
        <Button name="intent" value="share" disabled={isSending('share')}>
          Make an address
        </Button>
      </Form>
    </div>
  );
}

/** Reading view of the report, and the draft made anew. */
export function DraftTools({ reportId }: { reportId: number }) {
  const isSending = useSending();
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      <Link to={`/reports/${reportId}/read?edition=now`} className={buttonLook({ size: 'sm' })}>
        <Icon name="reports" size={14} />
        Read it as its readers will
      </Link>
      <Form method="post" preventScrollReset>
        <Button name="intent" value="redraft" size="sm" variant="ghost" disabled={isSending('redraft')}>
          <Icon name="restore" size={14} />
          Draft anew from today’s posts
        </Button>
      </Form>
    </div>
  );
}
