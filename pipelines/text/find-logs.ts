import type { Span } from './replace-spans.ts';
import { endOfLine, matchesAt } from './scan-text.ts';

/** Characters of a line that are read. */
const MAX_LINE = 400;

const LEVEL = '(?:ERROR|ERR|WARN|WARNING|INFO|DEBUG|FATAL|CRITICAL|TRACE|NOTICE|SEVERE)';
const oneOf = (...patterns: readonly string[]) => new RegExp(patterns.join('|'), 'y');

/** Frames of a stack, and what stands between them: Java, C#, JavaScript, Go, Ruby, PHP. */
const FRAME = oneOf(
  'at [^()\\n]{1,150}\\((?:[^()\\n]{1,200}:(?:line )?\\d+(?::\\d+)?|Native Method|Unknown Source|native|<anonymous>)\\)\\s*$',
  'at [\\w`<>$+]+(?:\\.[\\w`<>$+\\[\\]]+)+ ?\\([^()\\n]*\\)(?: in .+:line \\d+)?\\s*$',
  'at (?:async )?\\S+:\\d+:\\d+\\s*$',
  '\\.\\.\\. \\d+ (?:more|common frames omitted)',
  'goroutine \\d+ \\[[^\\]\\n]+\\]:',
  '\\S+\\.go:\\d+(?: \\+0x[\\da-f]+)?\\s*$',
  '(?:from )?\\S+\\.rb:\\d+:in [`\'‘"“]',
  '#\\d+ (?:\\S+\\.php\\(\\d+\\): |\\{main\\})',
  '-{3} End of .{0,40}stack trace',
);
/** What goes with a frame beside it: the error that was thrown, or a name of a function. */
const BESIDE_FRAME = oneOf(
  '(?:Uncaught |Unhandled exception\\. )?[\\w$.:]*(?:Exception|Error)(?::.*)?\\s*$',
  'panic: ',
  'PHP (?:Fatal|Parse) error:',
  'created by \\S+\\.',
  '(?:[\\w./-]{1,150}\\.)?(?:\\(\\*\\w{1,50}\\)\\.)?\\w{1,50}\\([^()\\n]{0,200}\\)\\s*$',
);
/** A line of a log, by itself. */
const LOG = oneOf(
  `${LEVEL}:[\\w.]+:\\S?`,
  `\\[${LEVEL}\\]:?\\s+[a-z][\\w.$/-]*(?:\\[\\d+\\])?:\\s`,
  `${LEVEL}\\s+\\[[\\w.$:/-]+\\]\\s`,
  `${LEVEL}\\s+[a-z]\\w*\\.\\w+\\.[\\w.$]+\\s*[-:]`,
  '[a-z][\\w.-]{0,60}[_-]\\d{1,3}\\s+\\|(?:\\s|$)',
  '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\\d{1,2} \\d\\d:\\d\\d:\\d\\d ',
  '[IWEF]\\d{4} \\d\\d:\\d\\d:\\d\\d',
  'level=[a-z]+ .*=',
  'Caused by: (?:[\\w$]+\\.)+\\w+',
  'Exception in thread "',
  "thread '[^'\\n]+' \\S* ?panicked at ",
);
/** A line of a log, if another stands beside it. */
const LIKELY = oneOf(
  `\\[${LEVEL}\\]\\s.*[a-z]`,
  `${LEVEL}(?::| -| \\|)\\s.*[a-z]`,
  `\\[[a-z][\\w.:-]*\\]\\s+${LEVEL}\\b`,
  '\\[(?:error|warn|warning|info|debug|fatal|trace)\\]\\s',
);

/** Most lines are none of them. */
const ANY = oneOf(...[FRAME, LOG, BESIDE_FRAME, LIKELY].map(({ source }) => source));

/** What stands alone as `log`, what goes with a `frame`, and what could be of a log. */
type Look = 'frame' | 'beside' | 'log' | 'likely' | 'blank' | 'words';
type Line = Span & { readonly look: Look };

/** Lines of logs and of stack traces that nothing marks as such, in order and apart. What a person says of an error is none. */
export function findLogs(text: string): Span[] {
  const logs: Span[] = [];
  let run: Line[] = [];
  const close = () => {
    logs.push(...readRun(run));
    run = [];
  };
  for (let start = 0; start < text.length; ) {
    const end = endOfLine(text, start);
    const look = lookAt(text, start, end);
    if (look === 'words') close();
    else if (look !== 'blank' || run.length > 0) run.push({ start, end, look });
    start = end + 1;
  }
  close();
  return logs;
}

/** Of lines side by side those that are none of a person's. */
function readRun(run: readonly Line[]): Span[] {
  const logs: Span[] = [];
  const isLog = (at: number) => run[at]?.look === 'log' || run[at]?.look === 'likely';
  let isAboveFrame = false;
  for (let at = run.length - 1; at >= 0; at -= 1) {
    const { start, end, look } = run[at]!;
    isAboveFrame = look === 'frame' || (isAboveFrame && (look === 'beside' || look === 'blank'));
    const isBeside = look === 'beside' && (isAboveFrame || run[at - 1]?.look === 'frame');
    const isLikely = look === 'likely' && (isLog(at - 1) || isLog(at + 1));
    if (look === 'frame' || look === 'log' || isBeside || isLikely) logs.push({ start, end });
  }
  return logs.reverse();
}

function lookAt(text: string, start: number, end: number): Look {
  let from = start;
  while (from < end && text.charCodeAt(from) <= 32) from += 1;
  if (from === end) return 'blank';
  const line = text.slice(from, Math.min(end, from + MAX_LINE));
  if (!matchesAt(ANY, line, 0)) return 'words';
  if (matchesAt(FRAME, line, 0)) return 'frame';
  if (matchesAt(LOG, line, 0)) return 'log';
  if (matchesAt(BESIDE_FRAME, line, 0)) return 'beside';
  return matchesAt(LIKELY, line, 0) ? 'likely' : 'words';
}
