import { describe, expect, test } from 'vitest';
import { labelTexts, type Told } from './label-texts.ts';

const OTHERS = [
  'the dark theme makes chart labels unreadable',
  'billing shows the wrong VAT number on every invoice',
  'login sends me back to the sign in page',
  'push notifications arrive late on the phone',
  'schema refresh fails for big databases',
];

describe('a title', () => {
  test('is the sentence that says what most of the posts say', () => {
    const title = titleOf([
      'Export to CSV hangs on large queries. Our finance people wait for it every Monday.',
      'the csv export hangs again on a large query',
      'CSV export hangs, large query of two million rows',
      'Bought it in March and my manager likes the colours. The export hangs.',
    ]);

    expect(title).toBe('Export to CSV hangs on large queries');
  });

  test('is the title of a thread rather than a remark in it', () => {
    const title = titleOf([
      { title: 'CSV export hangs on large queries', text: 'Happens since the update, on every instance we have.' },
      'the csv export hangs on large queries here as well',
      'csv export hangs on large queries, yes',
    ]);

    expect(title).toBe('CSV export hangs on large queries');
  });

  test('is the part of a heading that most of the posts say', () => {
    const title = titleOf([
      { title: 'Beta release of v3', text: 'Is it out?' },
      ...['v4', 'v5', 'v6', 'v7'].map((version) => `where is the beta release, ${version}`),
    ]);

    expect(title).toBe('Beta release');
  });

  test('does not tell that it is over', () => {
    const title = titleOf([
      { title: 'Upgrade of the cluster worked', text: 'It took an hour.' },
      ...['monday', 'sunday'].map((day) => `Upgrade of the cluster worked on ${day}, and then it failed.`),
    ]);

    expect(title).toBe('Upgrade of the cluster');
  });

  test('is the name that threads give the matter rather than one thread of it', () => {
    const threads = ['Query parameters in alerts', 'Query parameters by URL', 'Text for query parameters'];
    const posts = [
      { title: 'Dropdown list query parameter', text: 'A dropdown list as a query parameter.' },
      ...threads.map((title) => ({ title, text: 'How do query parameters work here?' })),
      ...['on boards', 'in mails'].map((where) => `a dropdown list for the query parameter ${where}`),
    ];

    expect(titleOf(posts)).toBe('Query parameters');
  });

  test('may ask when, which few posts do in the same words', () => {
    const posts = [
      { title: 'New release anytime soon?', text: 'We wait for it.' },
      ...['v4', 'v5', 'v6', 'v7'].map((version) => `when is the new release planned, ${version}`),
    ];

    expect(titleOf(posts)).toBe('New release anytime soon?');
  });

  test('loses the greeting before it and the please behind it', () => {
    expect(titleOf(['Hi, local MQTT feed please', 'Hello local MQTT feed pls', 'local MQTT feed, please'])).toBe(
      'Local MQTT feed',
    );
  });

  test('may carry the name that everybody says without being about it', () => {
    const others = [...OTHERS, ...OTHERS].map((text, i) => `Redash: ${text} ${i}`);
    const posts = [
      'Redash alerts to Slack arrive twice',
      'Redash alerts in Slack arrive twice',
      'alerts to Slack arrive twice in Redash',
    ];

    expect(labelTexts([posts], others)[0]?.title).toBe('Redash alerts to Slack arrive twice');
  });

  test('is not the title of a thread that a tag was taken out of', () => {
    const posts = ['Resize boards with widgets', 'Resize boards with widgets, too'].map((text) => ({ text }));
    const titled = (title: string) => titleOf([{ title, text: 'Said in the title.' }, ...posts]);

    expect(titled('Resize widgets on boards?')).toBe('Resize widgets on boards?');
    expect(titled('Resize <br /> widgets on boards?')).toBe('Resize boards with widgets');
  });

  test('is never that of another cluster, not with the same words in another order either', () => {
    const titles = labelTexts(
      [
        ['export hangs', 'export hangs', 'export hangs forever'],
        ['hangs, export', 'hangs export', 'hangs export spinner'],
      ],
      OTHERS,
    ).map(({ title }) => title.toLowerCase());

    expect(titles[0]).toBe('export hangs');
    expect(titles[1]).not.toMatch(/^(?:export hangs|hangs export|hangs, export)$/u);
  });

  test('of Chinese posts is written without spaces', () => {
    const posts = ['导出文件很慢', '导出文件失败', '导出文件很慢很慢'].map((text) => ({ text, language: 'zh' }));

    expect(titleOf(posts)).toMatch(/^导出文件/u);
  });
});

test('a term that stands far down in long posts is spelled as there, too', () => {
  const text = `${'It is so. '.repeat(9)}Organisation`;
  const terms = labelTexts([[text, `${text} settings`, `${text} colours`]], OTHERS)[0]?.terms.map(({ term }) => term);

  expect(terms).toContain('organisation');
});

test('terms are spelled as members write them, never as bare stems', () => {
  const posts = ['organisation settings are gone', 'settings of the organisation', 'organisation settings'];
  const terms = labelTexts([posts], OTHERS)[0]?.terms.map(({ term }) => term);

  expect(terms).toContain('organisation');
  expect(terms).toContain('settings');
});

function titleOf(posts: readonly Told[]): string {
  return labelTexts([posts], OTHERS)[0]?.title ?? '';
}
