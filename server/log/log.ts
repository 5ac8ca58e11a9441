/** A static message and fields. Never bodies of posts, tokens or e-mail addresses. */
export type Log = {
  readonly info: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly warn: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly error: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
};

export function createLog(format: 'json' | 'text' | 'silent'): Log {
  function write(level: 'info' | 'warn' | 'error', message: string, fields: Readonly<Record<string, unknown>> = {}) {
    if (format === 'silent') return;
    const line =
      format === 'json'
        ? JSON.stringify({ at: new Date().toISOString(), level, message, ...fields })
        : [level === 'info' ? '' : `${level}: `, message, ...Object.entries(fields).map(([k, v]) => ` ${k}=${v}`)].join(
            '',
          );
    process.stderr.write(`${line}\n`);
  }
  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  };
}
