// Windows-1252 in 0x80..0x9f. Some Node releases decode it as Latin-1; mapping again what comes out as a C1 control
// mends those and changes nothing in the others.
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Bytes as text, piece by piece; no byte order mark. A byte that the encoding does not know becomes U+FFFD. */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  if (encoding.startsWith('utf-32')) {
    yield* decodeUtf32(bytes, encoding === 'utf-32le');
    return;
  }
  const decoder = new TextDecoder(encoding);
  const isWindows1252 = decoder.encoding === 'windows-1252';
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield isWindows1252 ? mendWindows1252(text) : text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

function mendWindows1252(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252.charAt(control.charCodeAt(0) - 0x80));
}

/** TextDecoder has no UTF-32. */
async function* decodeUtf32(bytes: AsyncIterable<Uint8Array>, isLittleEndian: boolean): AsyncGenerator<string> {
  let rest: Uint8Array = new Uint8Array(0);
  let isStart = true;
  for await (const chunk of bytes) {
    const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const view = new DataView(joined.buffer, joined.byteOffset, joined.length);
    let text = '';
    let offset = 0;
    for (; offset + 4 <= joined.length; offset += 4) {
      const code = view.getUint32(offset, isLittleEndian);
      if (!(isStart && code === 0xfeff)) text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      isStart = false;
    }
    rest = joined.slice(offset);
    if (text !== '') yield text;
  }
  if (rest.length > 0) yield '\ufffd';
}
