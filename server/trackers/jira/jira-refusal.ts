/**
 * An answer of Jira that is not a success. It says of itself that it comes from axios, so that jira.js hands it on
 * unchanged instead of wrapping it without its headers.
 */
export class JiraRefusal extends Error {
  override readonly name = 'JiraRefusal';
  readonly isAxiosError = true;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;

  constructor({ status, headers }: Pick<Response, 'status' | 'headers'>, body: string) {
    super(`Jira answered with ${status}`);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** Carries a failed connection's own error through jira.js, which would wrap it without its cause. */
export class JiraUnreached extends Error {
  override readonly name = 'JiraUnreached';
  readonly isAxiosError = true;

  constructor(cause: unknown) {
    super('Jira was not reached', { cause });
  }
}
