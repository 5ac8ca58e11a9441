import { productDocs } from '#db/schema.ts';
import { stem } from '#pipelines/text/stem.ts';
import type { Config } from '#server/config/config.ts';
import type { Queryable } from '#server/database/database.ts';
import { AppError } from '#server/errors.ts';
import { htmlToText } from '#server/imports/html-to-text.ts';
import { createOutboundFetch } from '#server/outbound/outbound-fetch.ts';
import { UpstreamError } from '#server/outbound/upstream-error.ts';

const MOST_BYTES = 5 * 1024 * 1024;
const MOST_STEMS = 20_000;
const FEWEST_WORDS = 20;
const LONGEST_NAME = 200;

/**
 * Reads the product's own docs, so that a use they never speak of stands out. Only the stems and how often each occurs
 * are kept.
 * @throws AppError `invalid` for a page that holds hardly any words.
 */
export async function addDocs(
  { db }: { db: Queryable },
  { name, text, url = null }: { name: string; text: string; url?: string | null },
): Promise<{ wordCount: number }> {
  const isHtml = /^\s*(?:<!doctype html|<html|<\?xml)|<\/(?:p|div|body)>/i.test(text.slice(0, 20_000));
  const { stems, wordCount } = countStems(isHtml ? htmlToText(text) : text);
  if (wordCount < FEWEST_WORDS) {
    throw new AppError(
      'invalid',
      `"${name}" holds ${wordCount} of the ${FEWEST_WORDS} words that it takes. Give a text, Markdown or HTML page.`,
      {
        field: 'file',
      },
    );
  }
  const cut = name.trim().slice(0, LONGEST_NAME) || 'Docs';
  await db.insert(productDocs).values({ name: cut, url, stems, wordCount });
  return { wordCount };
}

/**
 * Fetches a page of the docs. Addresses inside private networks are refused, as everywhere.
 * @throws AppError `invalid` for an address that is none, `upstream` when the page cannot be had.
 */
export async function addDocsFromUrl(
  { db, config }: { db: Queryable; config: Config },
  { url }: { url: string },
): Promise<{ wordCount: number }> {
  if (!URL.canParse(url)) throw new AppError('invalid', 'Enter a whole address, with https://.', { field: 'url' });
  const fetch = createOutboundFetch({ allowedHosts: config.allowedHosts, maxBytes: MOST_BYTES });
  try {
    const response = await fetch(url, { headers: { accept: 'text/html, text/plain, text/markdown' } });
    if (!response.ok) {
      throw new AppError('upstream', `${new URL(url).host} answered ${response.status}. Check the address.`, {
        field: 'url',
      });
    }
    return await addDocs({ db }, { name: new URL(url).host + new URL(url).pathname, text: await response.text(), url });
  } catch (error) {
    if (error instanceof UpstreamError) throw new AppError('upstream', error.message, { field: 'url' }, error);
    throw error;
  } finally {
    await fetch.close();
  }
}

function countStems(text: string): { stems: Record<string, number>; wordCount: number } {
  const counts = new Map<string, number>();
  let wordCount = 0;
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}][\p{L}\p{N}'-]{2,40}/gu)) {
    wordCount += 1;
    const root = stem(word, 'en');
    if (counts.size < MOST_STEMS || counts.has(root)) counts.set(root, (counts.get(root) ?? 0) + 1);
  }
  return { stems: Object.fromEntries(counts), wordCount };
}
