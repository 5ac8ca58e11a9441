import { Form } from '@remix-run/react';
import type { Stance } from '#db/schema.ts';
import type { Disagreement } from '#pipelines/mentions/find-disagreement.ts';
import type { QuoteProposal } from '#server/reports/propose-quotes.ts';
import { useSending } from '../settings/use-sending.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Day } from '../ui/time.tsx';

const REASONS: Readonly<Record<Disagreement, string>> = {
  'works-for-me': 'says it works for them',
  'works-fine': 'says it works',
  'never-had-it': 'says it never happened to them',
  'fine-as-it-is': 'is content with it',
  solved: 'says it was solved',
};

/** Sentences worth quoting, one click each. */
export function ProposedQuotes({
  proposals,
  stance,
}: {
  proposals: readonly (QuoteProposal & { readonly reason?: Disagreement })[];
  stance: Stance;
}) {
  const isSending = useSending();
  if (proposals.length === 0) return <p className="text-muted">Nothing more to propose from these clusters.</p>;
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {proposals.map((proposal) => (
        <li key={proposal.postId} className="flex items-start gap-4 px-4 py-3">
          <div className="min-w-0 flex-1">
            <p className="post-text" dir="auto">
              {proposal.words}
            </p>
            <p className="mt-0.5 text-xs text-muted">
              a member on {proposal.place}
              {proposal.postedAt ? (
                <>
                  , <Day at={proposal.postedAt} className="tnum" />
                </>
              ) : null}
              {proposal.reason ? <span> · {REASONS[proposal.reason]}</span> : null}
            </p>
          </div>
          <Form method="post" preventScrollReset>
            <SpanFields
              postId={proposal.postId}
              startOffset={proposal.startOffset}
              endOffset={proposal.endOffset}
              contentHash={proposal.contentHash}
            />
            <input type="hidden" name="stance" value={stance} />
            <Button name="intent" value="quote" size="sm" disabled={isSending('quote')}>
              <Icon name="quote" size={14} />
              Quote<span className="sr-only">: {proposal.words}</span>
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}

/** A span of a stored post, as the form sends it: no words, only where they stand. */
export function SpanFields({
  postId,
  startOffset,
  endOffset,
  contentHash,
}: Pick<QuoteProposal, 'postId' | 'startOffset' | 'endOffset' | 'contentHash'>) {
  return (
    <>
      <input type="hidden" name="post" value={postId} />
      <input type="hidden" name="start" value={startOffset} />
      <input type="hidden" name="end" value={endOffset} />
      <input type="hidden" name="hash" value={contentHash} />
    </>
  );
}
