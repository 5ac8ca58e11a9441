import { expect, test } from 'vitest';
import { leaveOutTemplates } from '#pipelines/clusters/leave-out-templates.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';

const NOTICE =
  'Staff removed this post because it did not meet our forum guidelines about harassment of another user. We remove messages that include personal attacks, threatening language or hostility towards members, and we reserve the right to remove any post for any reason';
const COMPLAINTS = [
  'The export of large queries to a spreadsheet never ends, the spinner turns for an hour and the file that arrives at last is empty',
  'Yesterday I waited an hour for my spreadsheet: exporting one large query just keeps spinning and then hands me an empty file',
  'Empty files again. Whenever a query is large its export spins forever, and the spreadsheet I download afterwards holds no row at all',
  'We gave up on exports, since anything larger than a page spins without end; our accountant got three empty spreadsheets this month',
];

function countLeft(texts: readonly string[]): number {
  const posts = texts.map((text, i): EnginePost => ({ id: String(i), text }));
  const tokenised = tokenisePosts(posts);
  const postNumbers = [...posts.keys()];
  const cluster = { label: 0, rows: Int32Array.from(postNumbers), postNumbers, scores: postNumbers.map(() => 1) };
  return leaveOutTemplates([cluster], tokenised).length;
}

test('one text that is filled in again and again makes no cluster', () => {
  expect(countLeft(COMPLAINTS.map((_, day) => `${NOTICE}. Removed on ${day + 3} February`))).toBe(0);
});

test('what members say in words of their own stays, with a few notices in between', () => {
  expect(countLeft(COMPLAINTS)).toBe(1);
  expect(countLeft([...COMPLAINTS, NOTICE, NOTICE, NOTICE])).toBe(1);
});

test('short posts may be alike: there are not many ways to say it', () => {
  expect(countLeft(Array.from({ length: 6 }, () => 'How do I reset the password of my second account?'))).toBe(1);
});
