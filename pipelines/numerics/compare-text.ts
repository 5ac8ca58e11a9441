/** Order by UTF-16 code units: unlike localeCompare it does not depend on the machine's locale data. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
