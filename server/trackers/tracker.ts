import type { OutboundFetch } from '#server/outbound/outbound-fetch.ts';

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
  readonly assignees?: readonly string[];
  readonly milestone?: number;
}

export interface IssueDraft {
  readonly title: string;
  readonly body: string;
  readonly fields: IssueFields;
}

export interface TrackerIssue {
  readonly id: string;
  readonly nodeId: string;
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
/** All issues that carry the marker, lowest number first. */
export type FindOutcome =
  | { readonly kind: 'found'; readonly issues: readonly (TrackerIssue & { readonly dropped: readonly string[] })[] }
  | TrackerFailure;
export type CloseOutcome = { readonly kind: 'closed' } | TrackerFailure;

export interface ConnectionCheck {
  readonly isUsable: boolean;
  /** Whose name will stand on the issues; null when the tracker does not tell. */
  readonly login: string | null;
  /** What has to be mended before an issue can be made, in plain words. */
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  /** What will work otherwise than one may think. */
  readonly notices: readonly string[];
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
  readonly checkConnection: (connection: TrackerConnection<Config>) => Promise<ConnectionCheck>;
  readonly createIssue: (connection: TrackerConnection<Config>, draft: IssueDraft) => Promise<CreateOutcome>;
  readonly findIssuesByMarker: (
    connection: TrackerConnection<Config>,
    search: { readonly marker: string; readonly sentAt: Date; readonly fields: IssueFields },
  ) => Promise<FindOutcome>;
  readonly closeDuplicate: (
    connection: TrackerConnection<Config>,
    duplicate: { readonly number: number },
  ) => Promise<CloseOutcome>;
}
