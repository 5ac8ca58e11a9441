import type { IssueStatus } from '#db/schema.ts';
import type { IssueEvent } from '#server/issues/find-issue-events.ts';
import { Badge } from '../ui/badge.tsx';
import { Ago } from '../ui/time.tsx';
import { ISSUE_STATUSES } from './issue-looks.ts';

const CAUSES = { webhook: 'told by the tracker', poll: 'noticed when asking', person: 'noticed at a person’s asking' };

/** The fate of an issue, newest first. */
export function EventList({ events, status }: { events: readonly IssueEvent[]; status: IssueStatus | null }) {
  if (events.length === 0) {
    return <p className="text-muted">{status ? 'Nothing has changed since it was made.' : 'There is no issue yet.'}</p>;
  }
  return (
    <ol className="divide-y divide-line rounded-lg border border-line">
      {events.map((event) => {
        const look = ISSUE_STATUSES[event.toStatus];
        return (
          <li key={event.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
            {event.kind === 'moved' ? (
              <Badge>Moved</Badge>
            ) : (
              <Badge tone={look.tone} icon={look.icon}>
                {event.kind === 'status' && event.toStatus === 'open' ? 'Reopened' : look.label}
              </Badge>
            )}
            <span className="min-w-0 flex-1 truncate">{event.detail}</span>
            <span className="text-xs text-muted">
              {CAUSES[event.cause]} · <Ago at={event.happenedAt} className="tnum" />
            </span>
          </li>
        );
      })}
    </ol>
  );
}
