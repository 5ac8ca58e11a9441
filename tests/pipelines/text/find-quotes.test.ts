import { expect, test } from 'vitest';
import { maskProse } from '#pipelines/kinds/mask-prose.ts';
import { findQuotes } from '#pipelines/text/find-quotes.ts';
import { stripMarkup } from '#pipelines/text/strip-markup.ts';

const bare = (text: string) => text.replace(/[\s\ue001-\ue004]+/g, ' ').trim();

test.each([
  ['a quote in a quote', '<blockquote>lions<blockquote>tigers</blockquote>bears</blockquote>'],
  ['a division', '<div class="quote">lions <div>tigers</div> bears</div>'],
  [
    'what Gmail quotes',
    '<div dir="ltr" class="gmail_quote gmail_quote_container"><div class=gmail_attr>On Monday</div>lions</div>',
  ],
  [
    'what Discourse quotes',
    '<aside class="quote no-group" data-post="1"><div class="title">Ann:</div><blockquote><p>lions</p></blockquote></aside>',
  ],
  ['upper-case tags', "<DIV CLASS='bbcode_quote'>lions</DIV>"],
  ['a quote of a forum in another', '[quote="Ann"]lions[quote]tigers[/quote]bears[/quote]'],
  ['a quote that is closed once too few', '<blockquote>lions<blockquote>tigers</blockquote>'],
])('%s is not the words of the author', (_, quote) => {
  const text = `The export hangs.\n${quote}\nIt never ends.`;

  expect(bare(stripMarkup(text))).toBe('The export hangs. It never ends.');
  expect(bare(maskProse(text))).toBe('The export hangs. It never ends.');
  expect(maskProse(text)).toHaveLength(text.length);
});

test.each([
  ['a division of another class', '<div class="request-quote pull-quote">lions</div>'],
  ['a table', '<table>lions</table>'],
  ['a link called so', '[quote](/a) lions [/quote]'],
  ['a tag of a forum that is never closed', '[quote] lions'],
])('%s stays', (_, text) => {
  expect(findQuotes(text)).toEqual([]);
  expect(stripMarkup(text)).toContain('lions');
});

test('what follows an element that is never closed is quoted', () => {
  expect(stripMarkup('It hangs.<blockquote>lions').trim()).toBe('It hangs.');
});

test('tags in code open no quote', () => {
  expect(bare(stripMarkup('It hangs.\n```\n<blockquote>\n```\nStill.'))).toBe('It hangs. Still.');
});

test('a megabyte of tags takes no time', () => {
  const started = performance.now();
  for (const tag of ['<div class="quote">', '<div ', '[quote', '</blockquote>', '<div class="quote"'])
    maskProse(tag.repeat(1_000_000 / tag.length));

  expect(performance.now() - started).toBeLessThan(3000);
});
