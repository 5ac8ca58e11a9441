import { describe, expect, test } from 'vitest';
import { silenceHouseWords } from '#pipelines/text/silence-house-words.ts';
import { BREAK } from '#pipelines/text/tokenise.ts';
import { tokenisePosts } from '#pipelines/text/tokenise-posts.ts';
import { stemsOf } from '#pipelines/vectors/weigh-terms.ts';
import { labelTexts } from '#tests/pipelines/labels/label-texts.ts';

type Told = { readonly text: string; readonly title?: string; readonly thread?: string };

const MATTERS = [
  'export hangs',
  'charts overlap',
  'schema refreshes slowly',
  'alerts arrive twice',
  'dashboards load slowly',
];

describe('house words', () => {
  test('the name of the product is one where many posts say it and use it', () => {
    const posts = MATTERS.flatMap((text) => [{ text: `We use Redash and the ${text}` }, { text: `${text} in Redash` }]);

    expect(wordsOf(posts)).not.toContain('redash');
    expect(wordsOf(posts)).toContain('export');
  });

  test('what people use beside the product is none', () => {
    const posts = Array.from({ length: 60 }, (_, i) => ({
      text: i < 6 ? `we use Docker and the ${MATTERS[i % 5]}` : `${MATTERS[i % 5]} again`,
    }));

    expect(wordsOf(posts)).toContain('docker');
  });

  test('a name that only answers say is one, a word that openers say as well is none', () => {
    const posts = writeThreads(() => 'thanks jesse, gone since monday');

    expect(wordsOf(posts)).not.toContain('jess');
    expect(wordsOf(posts)).toContain('mondai');
  });

  test('nothing is learned from posts that belong to no thread, or to one as long as a channel', () => {
    const answers = writeThreads((i) => `thanks jesse, the ${MATTERS[i % 5]} is gone`);

    expect(wordsOf(answers)).not.toContain('jess');
    expect(wordsOf(answers.map(({ text }) => ({ text })))).toContain('jess');
    expect(wordsOf(answers.flatMap((post) => [post, post]).map(({ text }) => ({ text, thread: 'talk' })))).toContain(
      'jess',
    );
  });

  test('what a survey says is none, though no thread of the forum beside it opens so', () => {
    const survey = Array.from({ length: 60 }, (_, i) => ({ text: `the deductible of my plan, ${MATTERS[i % 5]}` }));
    const chat = survey.map(({ text }) => ({ text: text.replace('deductible', 'surcharge'), thread: 'general' }));
    const kept = wordsOf([...writeThreads(() => 'thanks jesse, gone since monday'), ...survey, ...chat, ...chat]);

    expect(kept).toContain('deduct');
    expect(kept).toContain('surcharg');
    expect(kept).not.toContain('jess');
  });

  test('a rare word proves nothing', () => {
    const posts = writeThreads((i) =>
      i < 20 ? `thanks jesse, the ${MATTERS[i % 5]} is gone` : `${MATTERS[i % 5]} is gone`,
    );

    expect(wordsOf(posts)).toContain('jess');
  });

  test('talk about trackers goes, its words alone stay', () => {
    const kept = wordsOf([{ text: 'open a pull request. the request times out. pull the image' }]);

    expect(kept.filter((word) => word === 'request')).toHaveLength(1);
    expect(kept.filter((word) => word === 'pull')).toHaveLength(1);
  });

  test('words beside a house word still stand side by side, and clauses stay apart', () => {
    expect(wordsOf([{ text: 'slow pull request export, hangs' }], BREAK)).toEqual(['slow', 'export', '|', 'hang']);
  });
});

test('a house word in a title neither helps nor hurts it', () => {
  const posts = Array.from({ length: 12 }, (_, i) => `we use Redash, ${MATTERS[i % 5]} number${i}`);
  const alerts = [
    'Redash alerts to Slack arrive twice',
    'Redash: Slack alerts arrive twice',
    'alerts to Slack twice, use Redash 8',
  ];

  expect(labelTexts([alerts], posts)[0]).toMatchObject({ title: 'Redash alerts to Slack arrive twice' });
  expect(labelTexts([alerts], posts)[0]?.terms.map(({ term }) => term)).not.toContain('redash');
});

/** Forty threads of an opener and an answer. */
function writeThreads(answer: (index: number) => string): Told[] {
  return Array.from({ length: 40 }, (_, i) => [
    { title: `${MATTERS[i % 5]}`, text: `since monday, number ${i}`, thread: String(i) },
    { text: answer(i), thread: String(i) },
  ]).flat();
}

/** Stems that are left, post after post, with a bar where a clause ends if breaks are asked for. */
function wordsOf(posts: readonly Told[], breaks?: number): string[] {
  const told = posts.map((post, i) => ({ ...post, id: String(i), language: 'en' }));
  const tokenised = silenceHouseWords(told, tokenisePosts(told));
  return told.flatMap((_, post) =>
    [...stemsOf(tokenised, post)].flatMap((stem) =>
      stem !== BREAK ? [tokenised.vocabulary[stem] ?? ''] : breaks === undefined ? [] : ['|'],
    ),
  );
}
