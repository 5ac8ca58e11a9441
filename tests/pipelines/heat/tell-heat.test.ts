import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HEATED, tellHeat } from '#pipelines/heat/tell-heat.ts';

const namesOf = (text: string) => [...new Set(tellHeat(text).signs.map(({ name }) => name))];

test.each([
  ['You idiots broke it again', ['insult']],
  ['Shame on you, do your job', ['accusation']],
  ['THIS IS THE WORST UPDATE you made!!!', ['shouting', 'marks']],
  ['What a piece of junk. WTF were they thinking', ['contempt', 'profanity']],
  ['you’ll regret this, my lawyer will call', ['threat']],
  ['This f*ck you attitude', ['insult']],
])('%j is told by %j', (text, signs) => {
  expect(namesOf(text)).toEqual(signs);
});

test.each([
  'You morons, the worst release ever!!!',
  'Are you kidding me? This is garbage',
  'Shame on you. What is wrong with you people?',
])('%j is heated', (text) => {
  expect(tellHeat(text).score).toBeGreaterThanOrEqual(HEATED);
});

test.each([
  'The export to CSV hangs on large queries, and I lost my work',
  'Does not work at all. Very disappointed, please fix it.',
  'HTTP GET returns JSON with NULL',
  'This is not stupid at all, no joke',
  "I'm an idiot, it was my own mistake",
  'I feel stupid for asking',
  'Ok, I apologize for being completely retarded, I am a newbie',
  'fenwick you can take the shelf down',
  'Garbage collection takes long',
  '> you idiots broke it\nNo need for that tone.',
  '```\nfuck you\n```\nis what the test prints',
  'Nice feature!!!',
  'It is ridiculous that this is missing',
  '',
])('%j is not heated', (text) => {
  expect(tellHeat(text).score).toBeLessThan(HEATED);
});

test('a sign counts once, however often it is repeated', () => {
  expect(tellHeat('trash, trash, trash').score).toBe(tellHeat('trash').score);
});

test('any text has a score from 0 to 1, whose signs lie in it, in time that grows with it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (noise) => {
      const text = `${noise} idiots ${noise}`;
      const { score, signs } = tellHeat(text);

      expect(score >= 0 && score <= 1).toBe(true);
      for (const { startOffset, endOffset } of signs) {
        expect(startOffset).toBeGreaterThanOrEqual(0);
        expect(endOffset).toBeGreaterThan(startOffset);
        expect(endOffset).toBeLessThanOrEqual(text.length);
      }
    }),
  );
  for (const flood of ['A B '.repeat(50_000), 'AB '.repeat(50_000), '!'.repeat(200_000), 'fuck'.repeat(50_000)]) {
    expect(tellHeat(flood).score).toBeLessThanOrEqual(1);
  }
});
