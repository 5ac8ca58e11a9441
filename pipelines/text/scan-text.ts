/** Where the line ends that `start` stands in, before its line break; `length` where that comes first. */
export function endOfLine(text: string, start: number, length = text.length): number {
  const end = text.indexOf('\n', start);
  return end < 0 || end > length ? length : end;
}

/** Whether a sticky pattern matches from `at` on. */
export function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
