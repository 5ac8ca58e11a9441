/**
 * `blocked`: the address is not allowed. `not-connected`: no connection came about. In both nothing was sent.
 * `timeout`, `unreachable`, `too-large`: the other side may have acted, and its answer is not known.
 */
export type UpstreamFault = 'blocked' | 'not-connected' | 'timeout' | 'unreachable' | 'too-large';

/** A call to another server that brought no usable answer. The message may be shown; it holds a host, never a path. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly fault: UpstreamFault;

  constructor(fault: UpstreamFault, message: string, { cause }: { readonly cause?: unknown }) {
    super(message, cause === undefined ? undefined : { cause });
    this.fault = fault;
  }
}
