/** The line before a part that is measured, and the one behind it. */
export function marksOf(name: string): { readonly from: string; readonly to: string } {
  return { from: `<!-- ${name}: written by npm run bench:tables -->`, to: `<!-- end of ${name} -->` };
}

/** What is wrong with the marks of the named sections; empty when all stand in the document once and in order. */
export function findMissingMarks(document: string, names: readonly string[]): string[] {
  return names.flatMap((name) => (findPart(document.split('\n'), name) === null ? [describeMarks(name)] : []));
}

/** The document with these lines between the marks of a section. Throws without the marks. */
export function placeSection(document: string, name: string, lines: readonly string[]): string {
  const all = document.split('\n');
  const part = findPart(all, name);
  if (part === null) throw new Error(describeMarks(name));
  return [...all.slice(0, part.start), ...lines, ...all.slice(part.end)].join('\n');
}

/** The lines between the marks of a section. Throws without the marks. */
export function readSection(document: string, name: string): string[] {
  const lines = document.split('\n');
  const part = findPart(lines, name);
  if (part === null) throw new Error(describeMarks(name));
  return lines.slice(part.start, part.end);
}

function findPart(lines: readonly string[], name: string): { start: number; end: number } | null {
  const { from, to } = marksOf(name);
  const [start, end] = [lines.indexOf(from), lines.indexOf(to)];
  const isOnce = lines.lastIndexOf(from) === start && lines.lastIndexOf(to) === end;
  return start >= 0 && start < end && isOnce ? { start: start + 1, end } : null;
}

function describeMarks(name: string): string {
  const { from, to } = marksOf(name);
  return `the lines "${from}" and, below it, "${to}" must each stand in the document once.`;
}
