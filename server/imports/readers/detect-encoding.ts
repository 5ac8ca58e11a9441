import chardet from 'chardet';

/** Statistics over this much text are as good as over all of it. */
const SAMPLE_BYTES = 256 * 1024;
const MIN_ZERO_SHARE = 0.3;

export type EncodingGuess = { readonly encoding: string; readonly reason: string };

/**
 * Byte order mark, then strict UTF-8 over the whole file, then statistics, then windows-1252. The order matters: text
 * that is valid UTF-8 by chance practically does not exist, while statistics on short text often err.
 */
export async function detectEncoding(bytes: AsyncIterable<Uint8Array>): Promise<EncodingGuess> {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let head: Uint8Array = new Uint8Array(0);
  let nonAscii: Uint8Array = new Uint8Array(0);
  let isUtf8 = true;
  for await (const chunk of bytes) {
    if (head.length < SAMPLE_BYTES) head = join(head, chunk);
    if (nonAscii.length < SAMPLE_BYTES && chunk.some((byte) => byte > 0x7f)) nonAscii = join(nonAscii, chunk);
    if (isUtf8) isUtf8 = decodes(strict, chunk, true);
    else if (nonAscii.length >= SAMPLE_BYTES) break;
  }
  if (isUtf8) isUtf8 = decodes(strict, new Uint8Array(0), false);
  return detectByMark(head) ?? detectByZeros(head) ?? detectByText(head, nonAscii, isUtf8);
}

function join(sample: Uint8Array, chunk: Uint8Array): Uint8Array {
  return Buffer.concat([sample, chunk.subarray(0, SAMPLE_BYTES - sample.length)]);
}

function decodes(decoder: TextDecoder, bytes: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(bytes, { stream });
    return true;
  } catch {
    // The decoder's only error: these bytes are not UTF-8.
    return false;
  }
}

function detectByMark(head: Uint8Array): EncodingGuess | null {
  const marks = [
    [[0xff, 0xfe, 0, 0], 'utf-32le'],
    [[0, 0, 0xfe, 0xff], 'utf-32be'],
    [[0xef, 0xbb, 0xbf], 'utf-8'],
    [[0xff, 0xfe], 'utf-16le'],
    [[0xfe, 0xff], 'utf-16be'],
  ] as const;
  for (const [mark, encoding] of marks) {
    if (mark.every((byte, index) => head[index] === byte)) return { encoding, reason: 'byte order mark' };
  }
  return null;
}

/** UTF-16 and UTF-32 without a mark: the zero bytes of Latin letters stand in fixed columns. */
function detectByZeros(head: Uint8Array): EncodingGuess | null {
  const sample = head.subarray(0, 4096);
  const [a, b, c, d] = [0, 1, 2, 3].map((column) => {
    const zeroCount = sample.filter((byte, index) => byte === 0 && index % 4 === column).length;
    return zeroCount > (sample.length / 4) * MIN_ZERO_SHARE;
  });
  const reason = 'pattern of zero bytes';
  if (c && d && !a) return { encoding: 'utf-32le', reason };
  if (a && b && !d) return { encoding: 'utf-32be', reason };
  if (b && d && !a && !c) return { encoding: 'utf-16le', reason };
  if (a && c && !b && !d) return { encoding: 'utf-16be', reason };
  return null;
}

function detectByText(head: Uint8Array, nonAscii: Uint8Array, isUtf8: boolean): EncodingGuess {
  // ISO-2022-JP is made of seven-bit bytes only, thus also valid UTF-8; its shift sequences give it away.
  const shifts = Buffer.from(head.buffer, head.byteOffset, head.length).includes('\u001b$');
  if (isUtf8 && !shifts) return { encoding: 'utf-8', reason: 'all of it is valid UTF-8' };
  if (!isUtf8 && isNearlyUtf8(nonAscii)) return { encoding: 'utf-8', reason: 'nearly all of it is valid UTF-8' };
  const found = chardet.detect(shifts ? head : nonAscii)?.toLowerCase() ?? '';
  if (isDecodable(found)) return { encoding: found, reason: 'letter statistics' };
  if (isUtf8) return { encoding: 'utf-8', reason: 'all of it is valid UTF-8' };
  return { encoding: 'windows-1252', reason: 'not UTF-8, and nothing else fits better' };
}

/** A log that was cut and glued holds a broken character here and there; in no other encoding do so many fit by chance. */
function isNearlyUtf8(sample: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(sample);
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const whole = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
  return broken * 10 < whole;
}

function isDecodable(encoding: string): boolean {
  if (encoding === '') return false;
  if (encoding.startsWith('utf-32')) return true;
  try {
    new TextDecoder(encoding);
    return true;
  } catch {
    // Detected, but this runtime has no decoder for it.
    return false;
  }
}
