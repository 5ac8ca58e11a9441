import { describe, expect, test } from 'vitest';
import { eraseAdf } from '#pipelines/erasure/erase-adf.ts';
import { eraseText } from '#pipelines/erasure/erase-text.ts';
import { gatherErased, hashErased, readHashed } from '#pipelines/erasure/erased-matter.ts';
import { defuseLine, quoteText } from '#pipelines/issue-body/defuse-text.ts';

const POST = 'My @ferret export broke #12 again, see snake_case.ts & <b>cry</b>. 无法导出表格数据了';
const matter = gatherErased({
  texts: [POST],
  phrases: ['broke again'],
  names: ['Ana Lopez', 'Mark'],
  urls: ['https://forum.example/t/1?u=ana'],
});

describe('words that were erased', () => {
  test('go from a text that quotes them, whatever was put in to defuse them', () => {
    for (const words of [POST, quoteText(POST).text, defuseLine(POST).text, POST.toUpperCase()]) {
      const left = eraseText(`Before: ${words} After.`, matter);
      expect(left).toContain('Before: ');
      expect(left).toContain('After.');
      expect(left).not.toMatch(/ferret|export|snake|cry|导出|表格/i);
    }
  });

  test('go from a sentence that takes over four of them in a row, and no fewer', () => {
    expect(eraseText('He says: see snake_case.ts today.', matter)).toBe('He says: [erased at its source] today.');
    expect(eraseText('An export broke.', matter)).toBe('An export broke.');
    expect(eraseText('It broke again!', matter)).toBe('It [erased at its source]!');
  });

  test('are known again by their hashes alone', () => {
    const hashed = readHashed(hashErased(matter));
    expect(eraseText('He says: see snake_case.ts today.', hashed)).toBe('He says: [erased at its source] today.');
    expect(JSON.stringify(hashErased(matter))).not.toMatch(/ferret|snake|Ana/);
  });

  test('stay where somebody else wrote them too', () => {
    expect(eraseText('He says: see snake_case.ts today.', matter, () => false)).toContain('snake_case');
  });
});

test('a name goes in its own spelling only, and a link keeps its words without the address', () => {
  const text =
    'Ana Lopez and Mark mark it: [original post](https://forum.example/t/1?u=ana), [other](https://a.example/).';
  expect(eraseText(text, matter)).toBe('A member and A member mark it: original post, [other](https://a.example/).');
});

test('an Atlassian document loses words that run over several text nodes, and links to the post', () => {
  const link = { type: 'link', attrs: { href: 'https://forum.example/t/1?u=ana' } };
  const document = {
    type: 'doc',
    version: 1,
    content: [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'So: my ' },
          { type: 'text', text: 'ferret', marks: [{ type: 'strong' }] },
          { type: 'text', text: ' export broke, ' },
          { type: 'hardBreak' },
          { type: 'text', text: 'original post', marks: [link] },
        ],
      },
    ],
  };
  expect(eraseAdf(document, matter)).toEqual({
    type: 'doc',
    version: 1,
    content: [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'So: [erased at its source]' },
          { type: 'text', text: ', ' },
          { type: 'hardBreak' },
          { type: 'text', text: 'original post' },
        ],
      },
    ],
  });
});
