/** Meanings of single words, learned outside the community; see `words-en/README.md`. */
export type WordVectors = {
  /** ISO 639-1 of the language that the words are of. */
  readonly language: string;
  readonly width: number;
  /** Row of a lower-case word. */
  readonly rowOf: ReadonlyMap<string, number>;
  /** Adds `factor` times the word's vector to `target[at .. at + width)`. */
  readonly addTo: (row: number, factor: number, target: Float32Array, at: number) => void;
};

/**
 * Reads `vocabulary` (a word per line) and `bytes` (for each word `width` signed bytes, then for each word one
 * little-endian float: the word's scale).
 *
 * @throws RangeError when the two do not belong together.
 */
export function parseWordVectors(language: string, width: number, vocabulary: string, bytes: Uint8Array): WordVectors {
  const words = vocabulary.split('\n').filter((word) => word !== '');
  if (bytes.length !== words.length * (width + 4)) {
    throw new RangeError(`${words.length} words of ${width} dimensions need ${words.length * (width + 4)} bytes.`);
  }
  const steps = new Int8Array(bytes.buffer, bytes.byteOffset, words.length * width);
  const view = new DataView(bytes.buffer, bytes.byteOffset + words.length * width);
  const scales = Float32Array.from(words, (_, row) => view.getFloat32(row * 4, true));
  return {
    language,
    width,
    rowOf: new Map(words.map((word, row) => [word, row])),
    addTo(row, factor, target, at) {
      const scaled = factor * scales[row]!;
      for (let d = 0; d < width; d += 1) target[at + d]! += scaled * steps[row * width + d]!;
    },
  };
}
