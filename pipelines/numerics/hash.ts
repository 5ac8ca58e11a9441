/** Mixes two 32-bit integers into one; the finaliser of MurmurHash3 over a multiply-xor. */
export function hashPair(left: number, right: number): number {
  let mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right + 0x7f4a7c15, 0x85ebca6b);
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 code units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** Independent of `hashText`: together they are a key of 64 bits. */
export function hashTextOtherwise(text: string): number {
  let hash = 0x3243f6a8;
  for (let i = 0; i < text.length; i += 1) hash = (Math.imul(hash, 0x5bd1e995) + text.charCodeAt(i)) | 0;
  return hash;
}
