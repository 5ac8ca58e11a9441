/** Whether a UTF-16 code unit is white space: what `\s` finds and `trim` takes away. */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || (code >= 160 && /\s/.test(String.fromCharCode(code)));
}
