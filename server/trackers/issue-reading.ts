import type { IssueStatus } from '#db/schema.ts';
import type { TrackerFailure } from './tracker.ts';

/** An issue as its tracker has it now. */
export interface IssueReading {
  readonly kind: 'issue';
  readonly id: string;
  readonly key: string;
  readonly number: number;
  readonly url: string;
  /** Where to read it next time; an issue that was moved has another place. */
  readonly apiUrl: string | null;
  readonly status: IssueStatus;
  /** In the tracker's own words: "closed as not planned", "In Progress". */
  readonly statusText: string;
  /** By the tracker's clock; an older reading than the last one says nothing. */
  readonly updatedAt: Date;
  readonly title: string;
  readonly body: string;
}

/** `gone`: it was deleted, or moved where the account may not see it. */
export type ReadOutcome = IssueReading | { readonly kind: 'gone' } | TrackerFailure;

/** What a webhook is about. It is never believed: it only says where to look again. */
export interface WebhookNotice {
  readonly deliveryId: string | null;
  readonly event: string;
  /** `all`: something about the whole repository has changed. */
  readonly issueIds: readonly string[] | 'all';
}
