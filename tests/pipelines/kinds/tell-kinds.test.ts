import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKindsJudge } from '#pipelines/kinds/create-kinds-judge.ts';
import { joinText } from '#pipelines/kinds/join-text.ts';
import { TOLD_KINDS, type ToldKind } from '#pipelines/kinds/kind.ts';
import { SHIPPED_MODEL } from '#pipelines/kinds/shipped-model.ts';
import { tellKinds } from '#pipelines/kinds/tell-kinds.ts';
import { tellsByItself } from '#pipelines/kinds/tells-by-itself.ts';
import type { EnginePost } from '#pipelines/post.ts';

const explain = (text: string, kind: ToldKind) => createKindsJudge(SHIPPED_MODEL)(text).explain(kind);
const tell = (text: string) => tellKinds([{ id: '1', text }]).verdicts[0]!;

test.each([
  ['complaint', 'Export keeps crashing since the update, this is really annoying'],
  ['complaint', 'The dishwasher leaks and nobody answers the phone.'],
  ['complaint', 'Die Kopfhörer gehen nach einem Monat nicht mehr.'],
  ['complaint', 'Great, another firmware that bricks the router.'],
  ['wish', 'It would be great to have a dark mode'],
  ['wish', 'Please add support for vertical monitors.'],
  ['wish', 'Me gustaría poder exportar mis rutas.'],
  ['question', 'How do I change the date format?'],
  ['question', 'Does anyone know where the log files are'],
  ['question', 'Wie kann ich mein Konto löschen?'],
  ['praise', 'I love this espresso machine, great work!'],
  ['praise', 'Excellent, je recommande.'],
  ['use_case', 'We use it to track the watering of our greenhouse every day'],
  ['use_case', 'As a nurse I use it to hand over shifts.'],
  ['praise', 'The new editor is not bad at all, I really like it'],
  ['praise', 'No crash since the update, well done'],
  ['complaint', 'Export to CSV spins forever for big tables since the update'],
  ['complaint', 'Export to CSV times out for big tables'],
  ['other', 'The meeting is on Tuesday.'],
  ['other', ''],
])('%s: %s', (kind, text) => {
  expect(tell(text).kind).toBe(kind);
});

test('a post is several things at once, each shown by its own sentence', () => {
  const text = 'We use it in our clinic to plan shifts. Since the update it crashes every morning. How can I go back?';
  const { labels } = tell(text);

  const shown = Object.fromEntries(labels.map(({ kind, start, end }) => [kind, text.slice(start, end)]));
  expect(shown.complaint).toContain('crashes every morning');
  expect(shown.question).toContain('How can I go back');
});

test('what others wrote, code and links say nothing of a post', () => {
  expect(tell('> it crashes all the time and I hate it\n\nSee [url] and `crash error fail`').kind).not.toBe(
    'complaint',
  );
});

test.each(["I don't hate it", 'We had no crash on our side', 'It runs without any error'])(
  'what is denied is no complaint: %s',
  (text) => {
    expect(tell(text).labels.map(({ kind }) => kind)).not.toContain('complaint');
  },
);

test.each([
  'Best regards,\nPetra Kuhn',
  'Kind regards',
  'Best,\n\nPetra\npetra@example.org',
  'Cheers\nPetra\nP.S. It was line 4.',
  'Mit freundlichen Grüßen\r\nPetra von der Ah',
  'Cordialement,\nPetra',
  'Un saludo,\nPetra',
  'Sent from my iPhone',
])('how a post is signed says nothing of it: %s', (signature) => {
  const text = 'The bus was late again.';

  expect(tell(`${text}\n\n${signature}`).labels.map(({ kind }) => kind)).toEqual(['complaint']);
});

test.each(['Best wishes to the team, great app!', 'Works.\nBest\napp I ever had', 'Thank you!'])(
  'warm words that sign nothing stay praise: %s',
  (text) => {
    expect(tell(text).kind).toBe('praise');
  },
);

test('reasons that can be read come before function words and shape, each with what it adds', () => {
  const reasons = explain('The bus was late again and the driver is rude.', 'complaint');

  expect(reasons).toHaveLength(5);
  const isReadable = reasons.map(({ name }) => tellsByItself(name));
  expect(isReadable).toEqual([...isReadable].sort((a, b) => Number(b) - Number(a)));
  expect(isReadable[0]).toBe(true);
  for (const { name, weight } of reasons) {
    expect(weight).toBe(SHIPPED_MODEL.weights[name]![TOLD_KINDS.indexOf('complaint')]);
    expect(weight).toBeGreaterThan(0);
  }
});

test.each([
  ['pattern complaint.fails', true],
  ['mood harsh words', true],
  ['word crash', true],
  ['word thei', false],
  ['pair not bad', true],
  ['pair is slow', false],
  ['pair ^ the', false],
  ['shape one sentence', false],
])('%s explains something by itself: %s', (feature, expected) => {
  expect(tellsByItself(feature)).toBe(expected);
});

describe('any text', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc
      .array(
        fc.constantFrom(
          'crash',
          'please',
          'add',
          '?',
          '!',
          '\n',
          '>',
          '`',
          '```',
          '<b>',
          "don't",
          '😀',
          ':)',
          '  ',
          '漢字',
          'é',
          '@x',
          'http://a.b/c',
        ),
        { maxLength: 60 },
      )
      .map((words) => words.join(' ')),
  );

  test('has spans inside of it and probabilities between 0 and 1', () => {
    fc.assert(
      fc.property(anyText, fc.option(anyText), (text, title) => {
        const { labels, score } = tellKinds([{ id: 'a', text, title }]).verdicts[0]!;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        for (const { start, end, isInTitle, probability } of labels) {
          expect(probability).toBeGreaterThan(0);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual((isInTitle ? (title ?? '') : text).length);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is told the same whatever was told before', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 2, maxLength: 8 }), (texts) => {
        const posts = texts.map((text, i): EnginePost => ({ id: String(i), text }));
        const back = [...posts].reverse();
        const forth = tellKinds(posts).verdicts;
        expect([...tellKinds(back).verdicts].reverse()).toEqual(forth);
      }),
      { numRuns: 60 },
    );
  });
});

test('a post of a megabyte is told from its head and tail', () => {
  const text = `It crashes. ${'la '.repeat(350_000)} How do I stop it?`;
  const { labels } = tell(text);

  expect(labels.map(({ kind }) => kind)).toContain('question');
});

test('a title is a part of the post, and a span says in which part it lies', () => {
  const post = { id: '1', title: 'How can I export my data?', text: 'Version 5 on Linux.' };
  const question = tellKinds([post]).verdicts[0]!.labels.find(({ kind }) => kind === 'question')!;

  expect(question.isInTitle).toBe(true);
  expect(post.title.slice(question.start, question.end)).toContain('How can I export');
  expect(joinText(post)).toContain('\n');
});

test('the opener of a thread is told from its answers', () => {
  const posts = [
    { id: '1', text: 'Which version is it?', thread: 't', authorId: 'a', at: 1 },
    { id: '2', text: 'Which version is it?', thread: 't', authorId: 'b', at: 2 },
    { id: '3', text: 'Which version is it?', thread: 't', authorId: 'a', at: 3 },
  ];

  expect(tellKinds(posts).verdicts.map(({ position }) => position)).toEqual(['opener', 'reply', 'own_reply']);
});

test('thresholds follow the community, and a few posts move them little', () => {
  const few = tellKinds([{ id: '1', text: 'It crashes.' }]).thresholds[TOLD_KINDS.indexOf('complaint')]!;
  const calm = Array.from({ length: 400 }, (_, i) => ({ id: String(i), text: `The meeting ${i} is on Tuesday.` }));
  const many = tellKinds(calm).thresholds[TOLD_KINDS.indexOf('complaint')]!;

  expect(few.threshold).toBeCloseTo(0.4, 1);
  expect(many.rate).toBeLessThan(0.2);
});

describe('corrections', () => {
  test.each([true, false])(
    'one word (%s) on one post says nothing of posts that have no word in common with it',
    (holds) => {
      const others = ['Thanks, it works', 'The export to CSV hangs', 'As a nurse I use it to hand over shifts.'];
      const all: EnginePost[] = ['someone at the market asked about my stall', ...others].map((text, i) => ({
        id: String(i),
        text,
      }));
      const probabilitiesOf = (given: Parameters<typeof tellKinds>[1]) =>
        tellKinds(all, given).verdicts.map(
          ({ labels }) => labels.find(({ kind }) => kind === 'use_case')?.probability ?? 0,
        );
      const before = probabilitiesOf([]);

      const after = probabilitiesOf([{ postId: '0', kind: 'use_case', holds }]);

      for (const i of [1, 2, 3]) expect(Math.abs((after[i] ?? 0) - (before[i] ?? 0))).toBeLessThan(0.1);
    },
  );

  const posts = Array.from({ length: 40 }, (_, i) => ({
    id: String(i).padStart(2, '0'),
    text: i < 20 ? `Raid boss number ${i} wiped us again, that boss is broken` : `Patch notes number ${i} are out`,
  }));
  const corrections = posts.slice(0, 8).map(({ id }) => ({ postId: id, kind: 'complaint' as const, holds: false }));

  test('hold for their posts', () => {
    const { verdicts } = tellKinds(posts, [{ postId: '39', kind: 'wish', holds: true }, ...corrections]);
    expect(verdicts[39]!.kind).toBe('wish');
    expect(verdicts[0]!.labels.map(({ kind }) => kind)).not.toContain('complaint');
  });

  test('are learned: posts like them are told otherwise afterwards', () => {
    const before = tellKinds(posts).verdicts[19]!;
    const after = tellKinds(posts, corrections).verdicts[19]!;

    expect(before.labels.map(({ kind }) => kind)).toContain('complaint');
    expect(after.labels.map(({ kind }) => kind)).not.toContain('complaint');
  });
});
