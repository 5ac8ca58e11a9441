import type { RenderOptions, RenderResult } from '#pipelines/issue-body/render-markdown.ts';
import type { ReportLayout } from '#pipelines/issue-body/report-layout.ts';
import type { OutboundFetch } from '#server/outbound/outbound-fetch.ts';
import type { CreateForm } from './create-field.ts';
import type { ReadOutcome, WebhookNotice } from './issue-reading.ts';

/** What is needed to talk to one target. Held in memory only while it is used. */
export interface TrackerConnection<Config> {
  /** Names the target to the rate limiter. */
  readonly targetKey: string;
  readonly baseUrl: string;
  readonly token: string;
  readonly config: Config;
  readonly fetch: OutboundFetch;
  /** Trackers ask for a pause between writes; only tests have no time for it. */
  readonly isUnpaced?: boolean;
}

export interface IssueFields {
  readonly labels: readonly string[];
  /** GitHub. */
  readonly assignees?: readonly string[];
  readonly milestone?: number;
  /** Jira: ids as the create metadata gives them. */
  readonly issueType?: string;
  readonly priority?: string;
  /** Jira: other fields by their id, each in the form that Jira's API takes. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** What a person typed or chose, by field id; several texts where a field takes several. */
export type TypedFields = ReadonlyMap<string, readonly string[]>;
export type WrittenFields =
  | {
      readonly ok: true;
      readonly fields: IssueFields;
      /** Names of required fields that are still empty. */
      readonly missing: readonly string[];
    }
  | { readonly ok: false; readonly fieldId: string; readonly message: string };

export interface IssueDraft {
  readonly title: string;
  /** In the adapter's `bodyFormat`. */
  readonly body: string;
  readonly fields: IssueFields;
  readonly marker: string;
}

export interface TrackerIssue {
  readonly id: string;
  readonly nodeId: string;
  /** As people say it: `#12`, `ACME-12`. */
  readonly key: string;
  readonly number: number;
  readonly url: string;
  readonly state: string;
  readonly authorId: string | null;
  readonly createdAt: Date;
}

/** Why a tracker did not do what it was asked. */
export type TrackerFailure =
  /** Nothing was made, and the same request will not succeed: a person has to change something. */
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string }
  /** Nothing was made, and the same request may succeed later. */
  | { readonly kind: 'wait'; readonly retryAfterMs: number; readonly message: string }
  /** It may have been done or not: the tracker has to be asked. */
  | { readonly kind: 'unknown'; readonly message: string };

export type CreateOutcome =
  | {
      readonly kind: 'created';
      readonly issue: TrackerIssue;
      /** What the tracker silently left out, in words. */
      readonly dropped: readonly string[];
    }
  | TrackerFailure;
export type FoundIssue = TrackerIssue & { readonly dropped: readonly string[] };
/** All issues that carry the marker, lowest number first. */
export type FindOutcome = { readonly kind: 'found'; readonly issues: readonly FoundIssue[] } | TrackerFailure;
export type CloseOutcome = { readonly kind: 'closed' } | TrackerFailure;

/** Which issue is meant. */
export interface IssueRef {
  readonly id: string;
  readonly number: number;
  /** Where the tracker's API has it; null for one that was never read. */
  readonly apiUrl: string | null;
}
export type WriteOutcome = { readonly kind: 'written' } | TrackerFailure;

/** A comment of ours, with its body as the tracker gives it. */
export interface TrackerComment {
  readonly id: string;
  readonly body: string;
}
export type CommentOutcome =
  | { readonly kind: 'comment'; readonly comment: TrackerComment }
  /** It was taken away, or was never there. */
  | { readonly kind: 'none' }
  | TrackerFailure;

/** One paragraph of a comment; `link` stands at its end. */
export interface CommentDraft {
  readonly text: string;
  readonly link: { readonly text: string; readonly url: string };
  readonly marker: string;
}

/** An issue that may already be about the same. */
export interface LikelyIssue extends TrackerIssue {
  readonly title: string;
}
export type SearchOutcome = { readonly kind: 'found'; readonly issues: readonly LikelyIssue[] } | TrackerFailure;

export interface ConnectionCheck {
  readonly isUsable: boolean;
  /** Whose name will stand on the issues; null when the tracker does not tell. */
  readonly login: string | null;
  /** What has to be mended before an issue can be made, in plain words. */
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  /** What will work otherwise than one may think. */
  readonly notices: readonly string[];
}

export const BODY_FORMATS = ['markdown', 'adf'] as const;
export type BodyFormat = (typeof BODY_FORMATS)[number];

/** How it is found out whether an issue was made whose answer was lost. */
export interface Lookup {
  /** When to look, counted from the last sending. */
  readonly delaysMs: readonly number[];
  /** Whether an issue that the last look does not show is surely not there. Otherwise a person has to decide. */
  readonly isConclusive: boolean;
  /** After a second sending: when to look for extra issues, counted from it. */
  readonly settleDelaysMs: readonly number[];
}

/** One tracker. Nothing here throws for what a tracker answers: every answer is one of the outcomes. */
export interface TrackerAdapter<Config> {
  /** @throws ZodError naming the fields that are wrong. */
  readonly parseConfig: (config: unknown) => Config;
  /** The API's root in one spelling, from whatever address of the tracker a person entered. */
  readonly normaliseBaseUrl: (address: string) => string;
  /** What a target is called until a person names it. */
  readonly nameTarget: (config: Config) => string;
  /** Hosts whose pages notice a link, to keep issues from leaving traces elsewhere. */
  readonly linkedHosts: (baseUrl: string) => readonly string[];
  readonly defaultFields: (config: Config) => IssueFields;
  readonly bodyFormat: BodyFormat;
  readonly renderReport: (layout: ReportLayout, options: RenderOptions) => RenderResult;
  readonly lookup: Lookup;
  readonly checkConnection: (connection: TrackerConnection<Config>) => Promise<ConnectionCheck>;
  /** What a new issue can and must carry, from the tracker itself. */
  readonly readCreateForm: (
    connection: TrackerConnection<Config>,
    choice?: { readonly issueType?: string | undefined },
  ) => Promise<CreateForm | TrackerFailure>;
  /** Puts what a person chose in that form over a target's own fields. */
  readonly writeFields: (own: IssueFields, form: CreateForm, typed: TypedFields) => WrittenFields;
  readonly createIssue: (connection: TrackerConnection<Config>, draft: IssueDraft) => Promise<CreateOutcome>;
  readonly findIssuesByMarker: (
    connection: TrackerConnection<Config>,
    search: { readonly marker: string; readonly sentAt: Date; readonly fields: IssueFields },
  ) => Promise<FindOutcome>;
  readonly readIssue: (connection: TrackerConnection<Config>, issue: IssueRef) => Promise<ReadOutcome>;
  /** Writes title and body anew; a second time changes nothing. */
  readonly updateIssue: (
    connection: TrackerConnection<Config>,
    change: { readonly issue: IssueRef; readonly title: string; readonly body: string },
  ) => Promise<WriteOutcome>;
  /** The comment with this id; without one, the comment that carries the marker. */
  readonly readComment: (
    connection: TrackerConnection<Config>,
    search: { readonly issue: IssueRef; readonly commentId: string | null; readonly marker: string },
  ) => Promise<CommentOutcome>;
  /** Writes the comment with this id anew, or a new one. */
  readonly writeComment: (
    connection: TrackerConnection<Config>,
    change: { readonly issue: IssueRef; readonly commentId: string | null; readonly draft: CommentDraft },
  ) => Promise<CommentOutcome>;
  /** Open issues whose text has some of the words, likeliest first. */
  readonly searchIssues: (
    connection: TrackerConnection<Config>,
    search: { readonly words: readonly string[] },
  ) => Promise<SearchOutcome>;
  /** Leaves a link back to the report at an issue, where the tracker has a place for one. Repeating changes nothing. */
  readonly linkBack: (
    connection: TrackerConnection<Config>,
    link: { readonly issue: IssueRef; readonly title: string; readonly url: string; readonly marker: string },
  ) => Promise<WriteOutcome>;
  readonly readWebhook: (headers: Headers, body: unknown) => WebhookNotice;
  readonly closeDuplicate: (
    connection: TrackerConnection<Config>,
    issues: { readonly duplicate: TrackerIssue; readonly kept: TrackerIssue },
  ) => Promise<CloseOutcome>;
}
