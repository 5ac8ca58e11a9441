import { Form, Link } from '@remix-run/react';
import { useSending } from '../settings/use-sending.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { Ago } from '../ui/time.tsx';
import type { Reversal } from './reverse.ts';

export interface HistoryRow {
  readonly id: number;
  readonly actorName: string;
  readonly summary: string;
  readonly createdAt: Date;
  readonly isUndone: boolean;
  /** An undo or a redo is taken back by the button of the decision that it is about. */
  readonly canReverse: boolean;
  readonly about: readonly { readonly id: number; readonly title: string }[];
  readonly moreCount: number;
}

/** One decision of the history, with the way back. */
export function DecisionRow({
  row,
  canCurate,
  reversal,
}: {
  row: HistoryRow;
  canCurate: boolean;
  reversal: Reversal | undefined;
}) {
  const isSending = useSending();
  const intent = row.isUndone ? 'redo' : 'undo';
  return (
    <li className="px-4 py-2.5">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className={row.isUndone ? 'text-muted' : undefined}>
            <strong className="font-medium">{row.actorName}</strong>{' '}
            <span className={row.isUndone ? 'line-through decoration-line-strong' : undefined}>{row.summary}</span>
            {row.isUndone ? <span className="ml-2 text-xs text-muted">undone</span> : null}
          </p>
          <p className="mt-0.5 flex flex-wrap gap-x-2 text-xs text-muted">
            <Ago at={row.createdAt} />
            {row.about.map(({ id, title }) => (
              <Link key={id} to={`/clusters/${id}`} className="max-w-72 truncate hover:text-ink hover:underline">
                {title}
              </Link>
            ))}
            {row.moreCount > 0 ? <span className="tnum">and {row.moreCount} more</span> : null}
          </p>
        </div>
        {canCurate && row.canReverse ? (
          <Form method="post" preventScrollReset>
            <input type="hidden" name="decision" value={row.id} />
            <Button name="intent" value={intent} size="sm" variant="ghost" disabled={isSending(intent)}>
              <Icon name={row.isUndone ? 'runs' : 'restore'} size={14} />
              {row.isUndone ? 'Redo' : 'Undo'}
              <span className="sr-only">
                : {row.actorName} {row.summary}
              </span>
            </Button>
          </Form>
        ) : null}
      </div>
      {reversal ? <Conflict reversal={reversal} /> : null}
    </li>
  );
}

/** What stands in the way, and both ways out. */
function Conflict({ reversal }: { reversal: Reversal }) {
  return (
    <Notice tone="warning" className="mt-2">
      <p>{reversal.message}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        {reversal.canInsist ? (
          <Form method="post" preventScrollReset>
            <input type="hidden" name="decision" value={reversal.decisionId} />
            <input type="hidden" name="withLater" value="yes" />
            <Button name="intent" value={reversal.intent} size="sm">
              {reversal.intent === 'undo' ? 'Undo all of them' : 'Do both'}
            </Button>
          </Form>
        ) : null}
        <Link to="/decisions" className="inline-flex h-7 items-center px-2 text-xs font-medium hover:underline">
          Leave it
        </Link>
      </div>
    </Notice>
  );
}
