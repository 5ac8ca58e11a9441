import { Form, Link } from '@remix-run/react';
import type { ReportQuoteDetail } from '#server/reports/get-report.ts';
import { useSending } from '../settings/use-sending.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Day } from '../ui/time.tsx';
import { UseRightForm } from './use-right-form.tsx';

const STANDINGS = {
  verbatim: {
    label: 'Verbatim',
    tone: 'success',
    icon: 'check',
    title: 'These words stand in the post as it is today',
  },
  'edited-since': {
    label: 'Edited since',
    tone: 'warning',
    icon: 'edit',
    title: 'These words stood in an earlier version, which is stored',
  },
  erased: { label: 'Erased', tone: 'danger', icon: 'trash', title: 'The member took the post back; it is never sent' },
  broken: {
    label: 'Unproven',
    tone: 'danger',
    icon: 'warning',
    title: 'No stored version has these words; never sent',
  },
} as const;

/** The chosen quotes, each with the proof that it is one. */
export function ReportQuotes({
  quotes,
  asksForUse,
}: {
  quotes: readonly ReportQuoteDetail[];
  /** The words may leave the house, so each needs its author's permission. */
  asksForUse: boolean;
}) {
  const isSending = useSending();
  if (quotes.length === 0) {
    return <p className="text-muted">None yet. Quotes are cut from stored posts; nobody can type one.</p>;
  }
  return (
    <ul className="space-y-3">
      {quotes.map((quote) => {
        const standing = STANDINGS[quote.standing];
        return (
          <li key={quote.id} className="rounded-lg border border-line px-4 py-3">
            {quote.words === null ? (
              <p className="text-muted italic">The words can no longer be shown.</p>
            ) : (
              <blockquote className="post-text text-base" dir="auto">
                {quote.isCutBefore ? <Cut /> : null}
                {quote.words}
                {quote.isCutAfter ? <Cut /> : null}
              </blockquote>
            )}
            <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
              <span title={standing.title}>
                <Badge tone={standing.tone} icon={standing.icon}>
                  {standing.label}
                </Badge>
              </span>
              <span>
                {quote.authorName ?? 'a member'} on {quote.place}
              </span>
              {quote.postedAt ? <Day at={quote.postedAt} className="tnum" /> : null}
              <Link to={`/posts/${quote.postId}`} className="hover:text-ink hover:underline">
                The post
              </Link>
              {quote.permalink ? (
                <a
                  href={quote.permalink}
                  target="_blank"
                  rel="noreferrer nofollow"
                  className="inline-flex items-center gap-0.5 hover:text-ink hover:underline"
                >
                  Original
                  <Icon name="external" size={12} />
                  <span className="sr-only"> (opens in a new tab)</span>
                </a>
              ) : null}
              <span
                className="font-mono text-2xs"
                title={`Characters ${quote.startOffset} to ${quote.endOffset} of post ${quote.postId}, version ${quote.contentHash}`}
              >
                {quote.contentHash.slice(0, 8)}
              </span>
              {quote.stance === 'disagrees' ? <Badge>Sees it differently</Badge> : null}
              <Form method="post" preventScrollReset className="ml-auto">
                <input type="hidden" name="intent" value="unquote" />
                <input type="hidden" name="quote" value={quote.id} />
                <Button size="sm" variant="ghost" disabled={isSending('unquote')}>
                  Take out
                </Button>
              </Form>
            </div>
            {asksForUse && quote.words !== null ? <UseRightForm postId={quote.postId} right={quote.right} /> : null}
          </li>
        );
      })}
    </ul>
  );
}

/** Stands outside the quoted words: the post goes on there. */
function Cut() {
  return <span className="text-muted select-none"> […] </span>;
}
