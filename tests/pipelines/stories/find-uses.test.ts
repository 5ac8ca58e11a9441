import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createUseFinder, findUses, LEAST_STRENGTH } from '#pipelines/stories/find-uses.ts';
import { rankSurprise } from '#pipelines/stories/rank-surprise.ts';

const find = createUseFinder(['Padlet']);

test.each([
  ['As a nurse I use it to hand over shifts.', 'nurse', 'hand over shifts'],
  ['We use Padlet to collect homework from our students.', 'We', 'collect homework from our students'],
  ['My mother uses it to talk to her family in Chile.', 'My mother', 'talk to her family in Chile'],
  [
    'We have been using Padlet for about two years now at work, mainly for handing over shifts.',
    'We',
    'handing over shifts',
  ],
  ['We are planning to use it to coordinate our volunteers.', 'We', 'coordinate our volunteers'],
  ['We use Padlet to track our stock, but today it fails with an error.', 'We', 'track our stock'],
  ['Our nurses use self-hosted Padlet v3 to plan the ward.', 'Our nurses', 'plan the ward'],
  ['Wir nutzen es im Krankenhaus für die Übergabe der Schichten.', 'Wir', 'die Übergabe der Schichten'],
])('%s', (text, who, purpose) => {
  expect(find(text)).toMatchObject({ who, purpose });
});

test.each([
  'How can I use it to connect to a database?',
  'I have been using it for three years.',
  'We have used it for the last couple of weeks now.',
  'I use it on my iPad.',
  'We use it for various purposes.',
  'I installed it on Ubuntu with docker.',
  'If you use it for large files it fails with an error.',
])('no story: %s', (text) => {
  expect(find(text)?.strength ?? 0).toBeLessThan(LEAST_STRENGTH);
});

test('staff and bots tell no stories', () => {
  const text = 'We use it to schedule volunteers at the food bank.';
  const posts = [
    { id: '1', text },
    { id: '2', text, isStaff: true },
    { id: '3', text, isBot: true },
  ];

  expect(findUses(posts).map(({ postId }) => postId)).toEqual(['1']);
});

test('spans and purposes are words of the text', () => {
  const part = fc.constantFrom(
    'I use it',
    ' to ',
    'keep my garden',
    '. ',
    '?',
    ' we use this for our class',
    '\n',
    '`x`',
    '😀',
    "it's",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const text = parts.join('');
      const use = find(text);
      if (use) expect(text.slice(use.start, use.end)).toContain(use.purpose);
    }),
  );
});

test('a use far from what is declared is more of a surprise', () => {
  const uses = ['build dashboards', 'calm our horses'].map((purpose) => ({ purpose, sentence: purpose, strength: 3 }));
  const [dashboards, horses] = rankSurprise(uses, { intended: ['build a dashboard'], docStems: {}, surprising: [] });

  expect(horses).toBeGreaterThan(dashboards ?? 1);
});
