import { describe, expect, test } from 'vitest';
import { maskText, splitPassages } from '#pipelines/passages/split-passages.ts';
import type { EnginePost } from '#pipelines/post.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { writePosts } from './write-posts.ts';

const words = (count: number, word: string) => Array.from({ length: count }, () => word).join(' ');

function cut(text: string): string[] {
  return splitPassages(maskText(text)).passages.map(({ start, end }) => text.slice(start, end));
}

describe('passages', () => {
  test('a short post has none', () => {
    expect(cut(words(50, 'word'))).toEqual([]);
    expect(cut('')).toEqual([]);
  });

  test('paragraphs are passages, and a short line goes with what follows', () => {
    const [first, second] = [`${words(30, 'login')}.`, `${words(34, 'export')}.`];

    expect(cut(`Hi all,\n\n${first}\n\n${second}\n`)).toEqual([`Hi all,\n\n${first}`, second]);
  });

  test('a long paragraph is cut between sentences', () => {
    const sentences = Array.from({ length: 6 }, (_, i) => `${words(19, `w${i}`)} end${i}.`);

    const found = cut(sentences.join(' '));

    expect(found).toEqual([sentences.slice(0, 3).join(' '), sentences.slice(3).join(' ')]);
  });

  test('no passage holds or crosses code, quotes, settings or SQL', () => {
    const [before, after] = [`${words(30, 'before')}.`, `${words(40, 'after')}.`];
    for (const foreign of [
      `\`\`\`\n${words(30, 'code')}\n\`\`\``,
      `> ${words(30, 'quoted')}`,
      'SELECT name FROM users JOIN teams ON id WHERE team is null GROUP BY name ORDER BY name and some more words',
    ]) {
      const found = cut(`${before}\n${foreign}\n${after}`);
      expect(found.join(' '), foreign).not.toMatch(/code|quoted|SELECT/);
      expect(found).toEqual([before, after]);
    }
  });

  test('scripts without spaces have passages too', () => {
    const sentence = '先月から書き出しの機能がまったく動かなくなっていて困っています。';
    expect(cut(sentence.repeat(8)).length).toBeGreaterThan(1);
  });

  test('places are inside the text and in order, whatever the text is', () => {
    for (const text of [
      words(500, 'a'),
      '\n'.repeat(5000),
      '😀 '.repeat(900),
      `${words(70, 'x')}\ud800`,
      '. '.repeat(400),
    ]) {
      let last = 0;
      for (const { start, end } of splitPassages(maskText(text)).passages) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        last = end;
      }
    }
  });
});

describe('a post that speaks of two matters', () => {
  const filler = (topic: string) =>
    `We run this for a small team and ${topic} every single day, in the office and at home, and so do all the others here with us.`;
  const login = `${filler('sign in')} The login loop with google oauth is back: I am redirected back to the sign in page, the session cookie expired again and the sso account is stuck.`;
  const exports = `And then the export csv hangs on a large query result, the download spinner never ends and the csv file is empty when it comes at last.`;
  const mixed: EnginePost = { id: 'mixed', text: `${login}\n\n${login}\n\n${exports}`, authorId: 'mia' };
  const posts = [...writePosts(200), mixed];
  const { clusters, posts: placed } = runPipeline(posts);
  const own = placed.find(({ id }) => id === 'mixed');
  const keyOf = (matter: number) =>
    clusters.find(({ members }) => members.some(({ postId }) => Number(postId.slice(-6)) % 5 === matter))?.key;

  test('is in one cluster, and its passage in the other', () => {
    expect(own?.clusterKey).toBe(keyOf(1));
    expect(own?.also.map(({ clusterKey }) => clusterKey)).toEqual([keyOf(0)]);
    const [passage] = own?.also ?? [];
    expect(mixed.text.slice(passage?.start, passage?.end)).toBe(exports);
  });

  test('counts among the members of the first and among the others of the second', () => {
    for (const { key, members, postCount, alsoCount } of clusters) {
      expect(members).toHaveLength(postCount);
      expect(placed.filter(({ also }) => also.some(({ clusterKey }) => clusterKey === key))).toHaveLength(alsoCount);
      expect(members.some(({ postId }) => postId === 'mixed')).toBe(key === keyOf(1));
    }
    expect(clusters.find(({ key }) => key === keyOf(0))?.alsoCount).toBe(1);
  });

  test('has no other cluster where a number of clusters is told', () => {
    const told = runPipeline(posts, { clusterCount: 5 });

    expect(told.posts.flatMap(({ also }) => also)).toEqual([]);
    expect(told.clusters.every(({ alsoCount }) => alsoCount === 0)).toBe(true);
  });

  test('short posts speak of one matter', () => {
    expect(placed.filter(({ id }) => id !== 'mixed').flatMap(({ also }) => also)).toEqual([]);
  });
});
