import { SaxesParser } from 'saxes';
import { unreadableFile } from '../unreadable-file.ts';
import { decodeText } from './decode-text.ts';

export type XmlHandler = {
  /** Local name, without a namespace prefix. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
};

/** Office writes no document type; one can only be there to declare entities that expand without end. */
const REFUSED_DOCTYPE = 'The workbook holds a document type declaration, which is not allowed.';

/**
 * Feeds an XML part to a handler, piece by piece, and yields after each piece, so that the caller can pass on what the
 * handler has gathered. External entities are never fetched, declared ones never expanded.
 */
export async function* parseXml(bytes: AsyncIterable<Uint8Array>, handler: XmlHandler): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false, xmlns: false });
  parser.on('error', (error) => {
    throw unreadableFile(`The workbook holds damaged XML (${error.message}).`);
  });
  parser.on('doctype', () => {
    throw unreadableFile(REFUSED_DOCTYPE);
  });
  parser.on('opentag', (tag) => handler.open?.(localName(tag.name), tag.attributes));
  parser.on('closetag', (tag) => handler.close?.(localName(tag.name)));
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  for await (const piece of decodeText(bytes, 'utf-8')) {
    parser.write(piece);
    yield;
  }
  parser.close();
  yield;
}

/** Feeds a whole part. */
export async function parseXmlPart(bytes: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const pieces = parseXml(bytes, handler);
  while (!(await pieces.next()).done);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
