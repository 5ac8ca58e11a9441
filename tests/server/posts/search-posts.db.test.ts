import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createHitFinder } from '#pipelines/search/find-hits.ts';
import { foldText } from '#pipelines/search/fold-text.ts';
import { parseQuery } from '#pipelines/search/parse-query.ts';
import { countFoundPosts } from '#server/posts/count-found-posts.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { searchPosts } from '#server/posts/search-posts.ts';
import { insertPosts } from '#tests/database/insert-posts.ts';
import { openTestDatabase } from '#tests/database/test-database.ts';

const database = openTestDatabase();
const TEXTS: Record<string, { text: string; title?: string; author?: string }> = {
  hangs: { text: 'The export hangs when I run a large query.' },
  exporting: { text: 'Exporting to CSV took an hour, and the exports were empty.', title: 'Exports' },
  set: { text: 'How do I set up a data source? Set it, then up it goes.' },
  setup: { text: 'The set up was quick.' },
  umlaut: { text: 'Die Größe der Datei ändert sich, Über-Export' },
  cafe: { text: 'Le café préféré de l’équipe' },
  japanese: { text: '設定をエクスポートできません' },
  chinese: { text: '导出数据时出现错误' },
  korean: { text: '대시보드를 내보낼 수 없습니다' },
  thai: { text: 'ส่งออกข้อมูลไม่ได้' },
  arabic: { text: 'لا أَسْتَطِيع تصدير الكتاب' },
  russian: { text: 'Ошибка при Экспорте всё ещё есть' },
  version: { text: 'Since v10.1.0 redash.io/queries/5 fails with user@example.org' },
  shown: { text: 'Nothing here', author: 'Zoë Müller' },
  stop: { text: 'it is what it is' },
};
const names = new Map<number, string>();

beforeAll(async () => {
  const entries = Object.entries(TEXTS);
  const ids = await insertPosts(
    database.db,
    entries.map(([id, { text, title = null, author = `author of ${id}` }], i) => ({
      id,
      source: 'Forum',
      text,
      title,
      author,
      postedAt: new Date(Date.UTC(2026, 4, 1 + i)),
    })),
  );
  for (const [i, id] of ids.entries()) names.set(id, entries[i]?.[0] ?? '');
});

async function search(q: string): Promise<string[]> {
  const found = await searchPosts(database, { q });
  expect(await countFoundPosts(database, { q })).toBe(found.length);
  const newestFirst = await findPosts(database, { q });
  expect(newestFirst.map(({ id }) => id).sort()).toEqual(found.map(({ id }) => id).sort());
  return found.map(({ id }) => names.get(id) ?? '');
}

test.each<[string, string[]]>([
  // By stem, a hit in the title first.
  ['export', ['exporting', 'hangs', 'umlaut']],
  ['EXPORTS', ['exporting', 'hangs', 'umlaut']],
  // All words, in any order; the last one may still be going on.
  ['query hang', ['hangs']],
  ['large que', ['hangs']],
  ['"large query"', ['hangs']],
  ['"query large"', []],
  ['"set up"', ['setup', 'set']],
  ['export -csv', ['hangs', 'umlaut']],
  // Accents and case do not matter, in neither direction.
  ['grosse', ['umlaut']],
  ['GRÖSSE', ['umlaut']],
  ['café', ['cafe']],
  ['cafe prefere', ['cafe']],
  // Scripts without blanks are found in the middle of what looks like one word.
  ['エクスポート', ['japanese']],
  ['ポート', ['japanese']],
  ['数据', ['chinese']],
  ['据数', []],
  ['보드', ['korean']],
  ['ข้อมูล', ['thai']],
  ['استطيع', ['arabic']],
  ['экспорте', ['russian']],
  ['все', ['russian']],
  // Parts of versions, addresses and paths are words.
  ['v10.1.0', ['version']],
  ['redash', ['version']],
  ['example.org', ['version']],
  // Authors by the beginning of their name.
  ['zoe mul', ['shown']],
  // Nothing but stop words.
  ['it is', ['stop']],
  ['!!!', []],
  ["o'clock \\ % _ : & | ! ( ) <-> '':*", []],
])('a search for %s finds %j', async (q, expected) => {
  expect(await search(q)).toEqual(expected);
});

test('no typed text breaks the search', async () => {
  const typed = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.stringMatching(/^[ab '"&|!:*()<>\\%-]{0,12}$/),
  );
  await fc.assert(
    fc.asyncProperty(typed, async (q) => {
      await searchPosts(database, { q: q.toWellFormed().replaceAll('\0', ''), limit: 2 });
    }),
    { numRuns: 200 },
  );
});

test('the database folds words as the highlighting does', async () => {
  const words = Object.values(TEXTS).flatMap(({ text }) => text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []);
  const samples = [...words, 'Straße', 'ŁÓDŹ', 'Ærø', 'ＡＢＣ', 'ﬁle', 'IŞIK', 'İstanbul', 'Ελληνικά'];
  const { rows } = await database.db.execute<{ folded: string[] }>(
    sql`select array(select replace(search_text(w), ' ', '') from unnest(${sql.param(samples)}::text[]) w) as folded`,
  );
  expect(samples.map(foldText)).toEqual(rows[0]?.folded);
});

test('whatever is found by its words is highlighted', async () => {
  for (const q of ['export', 'large que', '"set up"', 'grosse', 'ポート', 'v10.1.0', 'example.org', 'все']) {
    const find = createHitFinder(parseQuery(q));
    for (const { title, text } of await searchPosts(database, { q })) {
      expect([...find(title ?? ''), ...find(text)], `${q} in ${text}`).not.toEqual([]);
    }
  }
});

test('a post is found by its new words once it is edited, and not by its old ones', async () => {
  await database.db.execute(sql`update posts set text = 'Only walruses' where external_id = 'stop'`);

  expect(await search('walrus')).toEqual(['stop']);
  expect(await search('it is what')).toEqual([]);
});
