import { MAX_RECORD_LENGTH } from './read-entry.ts';

/**
 * One element of the array, counted from 1. With a problem, `text` is only its beginning: too long to be kept, or the
 * file ended inside it.
 */
export type JsonElement = {
  readonly position: number;
  readonly text: string;
  readonly problem: 'tooLong' | 'cutOff' | null;
};

/** An open container outside of elements; `matched`: how many steps of the path lead here, -1 when off the path. */
type Frame = { readonly isArray: boolean; readonly matched: number; key: string; isKeyNext: boolean };

const HEAD_LENGTH = 1000;
/** No export nests its list of records anywhere near this deep. */
const MAX_FRAMES = 64;

/**
 * The elements of one array inside a JSON text, without ever holding the array. `path` leads to it by keys; `*` stands
 * for every element of an array on the way. An empty path is the outermost array or, where the text is an object, that
 * object itself. Only brackets, commas and strings are looked at: an element may turn out not to be valid JSON, and the
 * ones after it are still found. Where the text is cut into pieces makes no difference.
 */
export async function* scanJson(
  text: AsyncIterable<string>,
  path: readonly string[],
  maxLength = MAX_RECORD_LENGTH,
): AsyncGenerator<JsonElement> {
  const scanner = createScanner(path, maxLength);
  for await (const piece of text) yield* scanner.push(piece);
  const rest = scanner.end();
  if (rest !== null) yield rest;
}

function createScanner(path: readonly string[], maxLength: number) {
  const frames: Frame[] = [];
  let found: JsonElement[] = [];
  let position = 0;
  let string: 'none' | 'value' | 'key' = 'none';
  let isEscaped = false;
  /** Text of the element that is being read, without what is in the current piece; null between elements. */
  let element: string | null = null;
  let isTooLong = false;
  /** Containers open inside the element. */
  let nesting = 0;
  let piece = '';
  let partStart = 0;

  return { push, end };

  function push(next: string): JsonElement[] {
    piece = next;
    partStart = 0;
    for (let index = 0; index < piece.length; index++) {
      if (string !== 'none') index = passString(index);
      else if (element !== null) passElement(index);
      else passOutside(index);
    }
    if (element !== null) keepPart(piece.length);
    const taken = found;
    found = [];
    return taken;
  }

  function end(): JsonElement | null {
    return element === null ? null : { position, text: element.slice(0, HEAD_LENGTH), problem: 'cutOff' };
  }

  /** Index of the last unit that belongs to the string (its closing quote, if that is in this piece). */
  function passString(start: number): number {
    let index = start;
    for (; index < piece.length; index++) {
      const char = piece[index];
      if (isEscaped) isEscaped = false;
      else if (char === '\\') isEscaped = true;
      else if (char === '"') break;
    }
    const frame = frames.at(-1);
    if (string === 'key' && frame !== undefined) frame.key += piece.slice(start, index);
    if (index < piece.length) string = 'none';
    return index;
  }

  function passElement(index: number): void {
    const char = piece[index];
    if (char === '"') string = 'value';
    else if (char === '{' || char === '[') nesting++;
    else if (char === '}' || char === ']') {
      if (nesting > 0 && --nesting === 0) finish(index + 1);
      else if (element !== null && nesting === 0) closeOutside(index);
    } else if (char === ',' && nesting === 0) finish(index);
  }

  function closeOutside(index: number): void {
    finish(index);
    frames.pop();
  }

  function passOutside(index: number): void {
    const char = piece.charAt(index);
    const frame = frames.at(-1);
    if (char === '}' || char === ']') frames.pop();
    else if (char === ',') {
      if (frame !== undefined) frame.isKeyNext = !frame.isArray;
    } else if (char === ':') {
      if (frame !== undefined) frame.isKeyNext = false;
    } else if (char > ' ' && char !== '\ufeff') passValue(char, index, frame);
  }

  function passValue(char: string, index: number, frame: Frame | undefined): void {
    const isTarget =
      frame === undefined ? char === '{' && path.length === 0 : frame.isArray && frame.matched === path.length;
    if (isTarget) {
      element = '';
      isTooLong = false;
      nesting = 0;
      partStart = index;
      position++;
      passElement(index);
    } else if (char === '"') {
      string = frame?.isKeyNext ? 'key' : 'value';
      if (frame?.isKeyNext) frame.key = '';
    } else if ((char === '{' || char === '[') && frames.length < MAX_FRAMES) {
      frames.push({ isArray: char === '[', matched: countMatched(frame), key: '', isKeyNext: char === '{' });
    }
  }

  function countMatched(parent: Frame | undefined): number {
    if (parent === undefined) return 0;
    const step = parent.isArray ? '*' : parent.key;
    return parent.matched !== -1 && path[parent.matched] === step ? parent.matched + 1 : -1;
  }

  function keepPart(until: number): void {
    if (element === null || isTooLong) return;
    element += piece.slice(partStart, until);
    partStart = 0;
    if (element.length <= maxLength) return;
    isTooLong = true;
    element = element.slice(0, HEAD_LENGTH);
  }

  function finish(until: number): void {
    keepPart(until);
    found.push({ position, text: (element ?? '').trim(), problem: isTooLong ? 'tooLong' : null });
    element = null;
  }
}
