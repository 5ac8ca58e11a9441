/** A failed statement's message repeats its parameters, which are people's posts; what the database said is the cause. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = error.cause instanceof Error ? error.cause.message : error.message;
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [said, ...places].join('\n');
}
