import { Form, Link } from '@remix-run/react';
import type { DescribedSuggestion } from '#server/suggestions/describe-suggestions.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { nameScore, SUGGESTION_LOOKS } from './suggestion-looks.ts';

/** A suggestion that somebody answered, with the way back. */
export function AnsweredRow({
  suggestion,
  back,
  canAnswer,
}: {
  suggestion: DescribedSuggestion;
  /** Where to go after it was undone. */
  back: string;
  canAnswer: boolean;
}) {
  const { kind, clusters, postIds, score, decisionId } = suggestion;
  const look = SUGGESTION_LOOKS[kind];
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <Icon name={look.icon} size={14} className="mt-1 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p>
          {look.proposes(postIds.length)}{' '}
          <span className="tnum text-xs text-muted">
            {nameScore(score)}, {score.toFixed(2)}
          </span>
        </p>
        <p className="flex flex-wrap gap-x-3 text-xs text-muted">
          {clusters.map(({ id, title }) => (
            <Link key={id} to={`/clusters/${id}?view=all`} className="max-w-80 truncate hover:text-ink hover:underline">
              {title}
            </Link>
          ))}
        </p>
      </div>
      {canAnswer && decisionId !== null ? (
        <Form method="post" action="/decisions">
          <input type="hidden" name="decision" value={decisionId} />
          <input type="hidden" name="back" value={back} />
          <Button name="intent" value="undo" size="sm" variant="ghost">
            <Icon name="restore" size={14} />
            Undo
          </Button>
        </Form>
      ) : null}
    </li>
  );
}
