import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDisagreement } from '#pipelines/mentions/find-disagreement.ts';
import { findPlatforms } from '#pipelines/mentions/find-platforms.ts';
import { findSeverity } from '#pipelines/mentions/find-severity.ts';
import { findStoryWords } from '#pipelines/mentions/find-story-words.ts';
import { findVersions } from '#pipelines/mentions/find-versions.ts';

const namesOf = (mentions: readonly { readonly name: string }[]) => mentions.map(({ name }) => name);

test.each([
  ['Since v8.0.0-beta.2 it hangs', ['8.0.0-beta.2']],
  ['updated to version 10 from Version 9.1', ['10', '9.1']],
  ['on 4.6.2, and 4.7.3 too', ['4.6.2', '4.7.3']],
  ['Docker version 19.03, Python 3.7.4 and node v12.1.0', []],
  ['call 212.363.3206 or 10.0.0.5, born 12.05.1987', []],
  ['mysqlclient-1.3.14 and https://x.example/v2.1.0/docs', []],
  ['> I am on v7\nand I on v8', ['8']],
  ['```\nv1.2.3\n```\nnothing', []],
  ['use code V783 for a discount', []],
])('versions in %j', (text, versions) => {
  expect(namesOf(findVersions(text))).toEqual(versions);
});

test.each([
  ['Firefox on Ubuntu in docker-compose', ['Firefox', 'Ubuntu', 'Docker']],
  ['on my MacBook Pro and iPhone', ['macOS', 'iPhone or iPad']],
  ['the edge of the safari windows', []],
  ['iOS 17 and android', ['iPhone or iPad', 'Android']],
])('platforms in %j', (text, platforms) => {
  expect(namesOf(findPlatforms(text))).toEqual(platforms);
});

describe('signals', () => {
  test.each([
    ['I lost all my data after the update', ['data-loss']],
    ['There was no data loss', []],
    ['They charged me twice, and it cost us 300 dollars', ['money', 'money']],
    ['I can see other users data without logging in', ['security', 'security']],
    ['CVE-2024-1234 is a vulnerability; no security issue here', ['security', 'security']],
    ['It costs 5 dollars a month, charged yearly. My password is safe.', []],
    ['The app crashed and I cannot open it', ['crash', 'blocked']],
    ["I can't wait, this is great; hanging out in the frozen tundra", []],
    ['Every time I save, it fails', ['every-time']],
    ['the only workaround is a script', ['workaround']],
    ['This is a deal breaker, I am looking for an alternative', ['leaving', 'leaving']],
    ['All I get is a white screen', ['crash']],
    ['White screen after login', ['crash']],
    ['White screen', ['crash']],
    ['The white screen hurts my eyes, please add a dark mode', []],
    ['A white screen at night is too bright', []],
    ['> it crashed\nNot here', []],
  ])('severity in %j', (text, signals) => {
    expect(namesOf(findSeverity(text))).toEqual(signals);
  });

  test.each([
    ['Works fine for me on Android', ['works-for-me']],
    ['It works great.', ['works-fine']],
    ['JSON export works fine, but CSV fails', []],
    ["It doesn't work for me", []],
    ['I have never had this problem', ['never-had-it']],
    ["can't reproduce it", ['works-for-me']],
    ['please don’t change it', ['fine-as-it-is']],
    ['Upgrading solved it for us', ['solved']],
    ['I like this idea', []],
  ])('disagreement in %j', (text, reasons) => {
    expect(namesOf(findDisagreement(text))).toEqual(reasons);
  });

  test.each([
    ['I am a teacher and I use it to time group work', ['who', 'how']],
    ['It saves me an hour a day', ['outcome']],
    ['There were a couple of issues, please help me', []],
    ['We’re a small agency', ['who']],
  ])('story words in %j', (text, words) => {
    expect(namesOf(findStoryWords(text))).toEqual(words);
  });
});

test('whatever is written, a mention is a span of the text, and hostile text is read in no time', () => {
  const finders = [findVersions, findPlatforms, findSeverity, findDisagreement, findStoryWords];
  const pieces = fc.constantFrom(
    'v8.0 ',
    '> ',
    '```',
    '\n',
    'crashed ',
    'works for me ',
    'I use ',
    '`',
    'https://a.b/c ',
    '1.2.3',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
      const text = parts.join('');
      for (const find of finders) {
        for (const { startOffset, endOffset } of find(text)) {
          expect(startOffset).toBeGreaterThanOrEqual(0);
          expect(endOffset).toBeGreaterThan(startOffset);
          expect(endOffset).toBeLessThanOrEqual(text.length);
        }
      }
    }),
  );
  for (const hostile of [
    ' '.repeat(60_000),
    '`'.repeat(60_000),
    '1.'.repeat(30_000),
    'error '.repeat(10_000),
    '> '.repeat(30_000),
  ]) {
    for (const find of finders) expect(find(hostile).length).toBeLessThan(60_000);
  }
}, 20_000);
