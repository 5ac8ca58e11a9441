import { expect, test } from 'vitest';
import { findTitleCandidates } from '#pipelines/labels/pick-title.ts';
import { createSentenceReader } from '#pipelines/labels/read-sentences.ts';

const read = createSentenceReader();
const common = { weight: 1, coverage: 0.5, outside: 0.01, contrast: 2 };

/** Candidates of posts in which every content word counts the same, but for those of one post only. */
function find(posts: readonly string[], rare: readonly string[] = []) {
  const sentences = posts.flatMap((text) => read(text, 'en', { heading: 'line' }));
  return findTitleCandidates(sentences, (stem) => (rare.includes(stem) ? undefined : common));
}

test.each([
  ['a question to another member', 'Did your router restart?', 'Router restarts'],
  ['advice', 'You export large queries', 'Exporting large queries'],
  ['a sentence that points elsewhere', 'It exports large queries', 'Exports of large queries'],
  ['a sentence about its writer', 'We export large queries', 'Exporting large queries'],
  ['one about what its writer did', 'Created large queries', 'Creating large queries'],
  ['one that ends in the air', 'Export of large queries with the', 'Exporting large queries'],
  ['one that ends in a denial', "Exports of large queries aren't", 'Exporting large queries'],
  ['one that leans on another', 'Because exports of large queries', 'Exports of large queries'],
  ['one without its subject', 'Was exporting large queries', 'Exporting large queries'],
  ['one that asks halfway', 'Exports are when large queries', 'When exporting large queries'],
  ['a row of clauses', 'Export, large queries', 'Exporting large queries'],
  ['one that says what is missing', 'Exporting without large queries', 'Exporting large queries'],
  ['one said in haste', 'Exporting large queries export', 'Exporting large queries'],
  ['one that is turned round later', 'Exporting large queries, but slowly', 'Exporting large queries'],
  ['one that hangs on another', 'From exporting large queries', 'Exporting large queries'],
  ['a remark', 'Large queries export', 'Export large queries\nand more is said below'],
  ['words cut out of a sentence', 'They said large queries export to everybody there', 'Export large queries'],
])('of two ways to say one thing %s is the worse title', (_, worse, better) => {
  const key = find([better])[0]?.key;
  const chosen = find([worse, better]).find((candidate) => candidate.key === key);

  expect(find([worse]).map((candidate) => candidate.key)).toContain(key);
  expect(chosen?.text).toBe(better.split('\n')[0]);
});

test('a word of one post costs', () => {
  const scores = new Map(
    find(['torch dark', 'torch dark vampire'], ['vampir']).map(({ text, score }) => [text, score]),
  );

  expect(scores.get('Torch dark')).toBeGreaterThan(scores.get('Torch dark vampire') ?? 0);
});

test.each([
  ['en', 'large queries anytime soon?', 'large queries vampire soon?'],
  ['de', 'große Abfragen demnächst', 'große Abfragen Vampir'],
])('a word that only tells when claims nothing, though nobody else says it (%s)', (language, told, claimed) => {
  const scoreOf = (text: string) => {
    const whole = read(text, language, { heading: 'title' });
    const found = findTitleCandidates(whole, (stem) =>
      /^(?:larg|queri|groß|gross|abfrag)/u.test(stem) ? common : undefined,
    );
    return found.find(({ text: title }) => title.toLowerCase() === text.toLowerCase())?.score;
  };

  expect(scoreOf(told)).toBeGreaterThan(2 * (scoreOf(claimed) ?? 0));
});

test('a word narrows a title by how few posts say it, and a number more', () => {
  const shares = new Map([
    ['torch', 0.9],
    ['dark', 0.9],
    ['cave', 0.3],
    ['cellar', 0.3],
    ['v7', 0.3],
  ]);
  const scoreOf = (text: string) =>
    findTitleCandidates(read(text, 'en', { heading: 'title' }), (stem) => ({
      ...common,
      coverage: shares.get(stem) ?? 0,
    }))[0]?.score ?? 0;

  expect(scoreOf('Torch cave')).toBeLessThan(0.7 * scoreOf('Torch dark'));
  expect(scoreOf('Torch v7')).toBeLessThan(0.8 * scoreOf('Torch cave'));
  expect(scoreOf('Cave cellar')).toBeLessThan(0.6 * scoreOf('Torch dark'));
});

test('one word is a phrase where it may be, and six of ten posts say it', () => {
  const textsOf = (coverage: number, mayBeOneWord: boolean) =>
    findTitleCandidates(read('Torch', 'en', { heading: 'title' }), () => ({ ...common, coverage }), mayBeOneWord).map(
      ({ text }) => text,
    );

  expect(textsOf(0.6, true)).toEqual(['Torch']);
  expect(textsOf(0.59, true)).toEqual([]);
  expect(textsOf(0.6, false)).toEqual([]);
});

test.each([
  ['Large queries', ['larg', 'queri']],
  ['Queries of exports', []],
  ['Queries, exports', []],
  ['Broken exports', []],
  ['Two exports', []],
])('"%s" may be a name or not', (said, name) => {
  const titles = find([`we see ${said.toLowerCase()} here`, said]);

  expect(titles.filter(({ text }) => text === said).map((title) => title.name)).toContainEqual(name);
});

test('a word alone is worth less than two that say as much together', () => {
  const one = find(['the router is for you'])[0]?.score ?? 0;
  const [two] = find(['router restarts']);

  expect(two?.score).toBeGreaterThan(4 * one);
});

test('a word that all posts say may be a title alone, but not in a sentence that says nothing else', () => {
  const scoresOf = (coverage: number) => {
    const sentences = ['Using the router.', 'It is the router.'].flatMap((text) =>
      read(text, 'en', { heading: 'line' }),
    );
    const found = findTitleCandidates(sentences, (stem) => (stem === 'router' ? { ...common, coverage } : undefined));
    return new Map(found.map(({ text, score }) => [text, score]));
  };
  const [all, half] = [scoresOf(1).get('Using the router') ?? 0, scoresOf(0.5).get('Using the router') ?? 0];

  expect(all).toBeGreaterThan(1.5 * half);
  expect(scoresOf(1).get('It is the router') ?? 0).toBeLessThan(all / 2);
});

test('the first line of an answer is no heading where threads have titles', () => {
  const line = 'Exporting large queries\nand more is said below';

  expect(read(line, 'en', { heading: 'line' })[0]?.isHeading).toBe(true);
  expect(read(line, 'en', { heading: 'none' })[0]?.isHeading).toBe(false);
});

test.each(['shit', 'WTF', 'Scheiße', 'count=3', 'config.py', 'a<b', 'x@y'])('nothing with "%s" is a title', (word) => {
  const titles = find([`${word} router restarts again`, `router restarts ${word}`]).map(({ text }) => text);

  expect(titles).toContain('Router restarts');
  expect(titles.join().toLowerCase()).not.toContain(word.toLowerCase());
});

test.each([
  ['few headings tell of a failure', ['Broken lamps', ...Array(9).fill('Green lamps')], 2 / 11],
  ['half of them do', [...Array(4).fill('Broken lamps'), ...Array(4).fill('Green lamps')], 5 / 9],
  ['some tell of a problem', [...Array(4).fill('Problem with lamps'), ...Array(4).fill('Green lamps')], 5 / 9],
  ['there are few headings', Array(4).fill('Green lamps'), 1],
])('a title that tells of a failure is worth what headings bear it out: %s', (_, headings: string[], worth) => {
  const scoreOf = (title: string, below: string[]) =>
    find([title, ...below.map((heading) => `${heading}\nand more is said below`)]).find(({ text }) => text === title)
      ?.score;
  const [alone, among] = [scoreOf('Router not restarting', []), scoreOf('Router not restarting', headings)];

  expect((among ?? 0) / (alone ?? 0)).toBeCloseTo(worth);
  expect(scoreOf('Router restarting', headings)).toBe(scoreOf('Router restarting', []));
});

test('thanks are no title', () => {
  expect(find(['Thanks for the router restart'])).toEqual([]);
});

test.each([
  ['hi', 'कृपया सेटिंग्स में', 'कृपया सेटिंग्स में'],
  ['th', 'ล็อกอินในไฟร์ฟอกซ์', 'ล็อกอินในไฟร์ฟอกซ์'],
  ['zh', 'CSV导出卡住了，查询结果很大的时候', 'CSV导出卡住了，查询结果很大的时候'],
  ['zh', '导出 CSV 文件', '导出 CSV 文件'],
  ['ja', 'CSVのエクスポートがとても遅いです', 'CSVのエクスポートがとても遅いです'],
])('a title is cut from the text as it was written (%s)', (language, text, title) => {
  const titles = findTitleCandidates(read(text, language, { heading: 'title' }), () => common);

  expect(titles.map((candidate) => candidate.text)).toContain(title);
});

test.each([
  ['the export times out on large queries', ['Export times out'], ['Export times']],
  ['people cannot log in with tokens', ['Log in with tokens'], ['People cannot log']],
  ['they kicked Batman out on sunday', [], ['Batman out', 'Batman']],
  ['saving queries takes half an hour', [], ['Saving queries takes half']],
  ['exports are too slow today', [], ['Exports are too']],
  ['the memory runs out of space', [], ['Memory runs', 'Memory runs out']],
  ['mobile app crashes in Firefox', ['Mobile app crashes'], []],
])('a phrase of "%s" keeps the particle of its verb and what it counts', (text, found, missing) => {
  const titles = find([`before that ${text}`]).map((candidate) => candidate.text);

  expect(titles).toEqual(expect.arrayContaining(found));
  expect(titles.filter((title) => missing.includes(title))).toEqual([]);
});

test('a heading that asks about one word is half the title that its word is', () => {
  const scoreOf = (text: string) =>
    findTitleCandidates(read(text, 'en', { heading: 'title' }), () => common, true).find(
      (title) => title.text === text,
    )!.score;

  expect(scoreOf('Where are exports?')).toBeLessThan(0.6 * scoreOf('The exports'));
});
