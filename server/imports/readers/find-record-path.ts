/** An array of objects somewhere in a JSON text. `path` is joined with dots; empty is the outermost array. */
export type RecordPath = { readonly path: string; readonly recordCount: number };

/** Names that exports give to their list of posts, the likeliest first. */
const LIST_NAMES = [
  ...['posts', 'messages', 'comments', 'tickets', 'conversations', 'reviews', 'feedback', 'responses', 'issues'],
  ...['children', 'threads', 'topics', 'items', 'records', 'results', 'entries', 'rows', 'hits', 'data'],
];
/** An envelope (a page of an API, say) holds few records which each hold a list. */
const MAX_ENVELOPES = 5;
const MAX_DEPTH = 8;

type Candidate = { path: string[]; start: number; end: number; objectCount: number };

/**
 * Where the records of a JSON text are, judged by its beginning, the likeliest first: not inside other lists, then by
 * name, then the shallowest, then the longest. Empty when there is no array of objects in it.
 */
export function findRecordPaths(sample: string): RecordPath[] {
  const candidates = listArrays(sample).filter((array) => array.objectCount > 0);
  candidates.sort((a, b) => compare(a, b));
  const envelope = candidates[0];
  if (envelope !== undefined && starsIn(envelope) === 0 && envelope.objectCount <= MAX_ENVELOPES) {
    const inner = candidates.find(
      (array) =>
        starsIn(array) === 1 && nameRank(array) < LIST_NAMES.length && array.objectCount > envelope.objectCount,
    );
    if (inner !== undefined && isWithin(inner, envelope))
      candidates.unshift(...candidates.splice(candidates.indexOf(inner), 1));
  }
  return candidates.map((array) => ({ path: array.path.join('.'), recordCount: array.objectCount }));
}

function compare(a: Candidate, b: Candidate): number {
  return (
    starsIn(a) - starsIn(b) ||
    nameRank(a) - nameRank(b) ||
    a.path.length - b.path.length ||
    b.end - b.start - (a.end - a.start)
  );
}

function starsIn(array: Candidate): number {
  return array.path.filter((step) => step === '*').length;
}

function nameRank(array: Candidate): number {
  const rank = LIST_NAMES.indexOf(array.path.at(-1)?.toLowerCase() ?? '');
  return rank === -1 ? LIST_NAMES.length : rank;
}

function isWithin(inner: Candidate, outer: Candidate): boolean {
  return outer.path.every((step, index) => inner.path[index] === step) && inner.path[outer.path.length] === '*';
}

/** All arrays of the text, those with the same path counted together. */
function listArrays(text: string): Candidate[] {
  const arrays = new Map<string, Candidate>();
  const frames: { isArray: boolean; key: string; array: Candidate | null }[] = [];
  const token = /"((?:[^"\\]|\\.){0,200})"(\s*:)?|"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|[[\]{}]/g;
  for (const match of text.matchAll(token)) {
    const [symbol, key, colon] = match;
    const frame = frames.at(-1);
    if (symbol === '{' || symbol === '[') {
      if (symbol === '{' && frame?.array) frame.array.objectCount++;
      const path = frames.map((open) => (open.isArray ? '*' : open.key));
      const isKept = symbol === '[' && path.length <= MAX_DEPTH;
      frames.push({
        isArray: symbol === '[',
        key: '',
        array: isKept ? arrayAt(arrays, path, match.index, text.length) : null,
      });
    } else if (symbol === '}' || symbol === ']') {
      const closed = frames.pop();
      if (closed?.array) closed.array.end = match.index;
    } else if (colon !== undefined && frame !== undefined && !frame.isArray) frame.key = key ?? '';
  }
  return [...arrays.values()];
}

function arrayAt(arrays: Map<string, Candidate>, path: string[], start: number, end: number): Candidate {
  const name = path.join('\u0000');
  const known = arrays.get(name);
  if (known !== undefined) return known;
  const array = { path, start, end, objectCount: 0 };
  arrays.set(name, array);
  return array;
}
