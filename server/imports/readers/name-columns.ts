import { cleanText } from '../clean-text.ts';

/** Names for the columns of a header row: none empty, no two the same. A second `text` becomes `text (2)`. */
export function nameColumns(header: readonly string[]): string[] {
  const names: string[] = [];
  const taken = new Set<string>();
  for (const [index, cell] of header.entries()) {
    const wanted = cleanText(cell).trim() || `Column ${index + 1}`;
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted} (${number})`;
    taken.add(name);
    names.push(name);
  }
  return names;
}

export function nameUntitledColumns(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `Column ${index + 1}`);
}
