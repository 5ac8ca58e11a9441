import { expect, test } from 'vitest';
import { tellTone } from '#server/posts/tell-tone.ts';

test('a post of a matter that hits hard shows the gravest sign first, each with its words as stored', () => {
  const text = 'The page crashed twice, it crashed again. I lost all my data! You idiots, shame on you.';

  expect(tellTone({ title: null, text })).toEqual({
    severities: [
      { name: 'data-loss', words: ['lost all my data'] },
      { name: 'crash', words: ['crashed'] },
    ],
    heat: {
      score: 0.8,
      signs: [
        { name: 'insult', words: ['You idiots'.slice(4)] },
        { name: 'accusation', words: ['shame on you'] },
      ],
    },
  });
});

test('a title that the text repeats is read once', () => {
  const post = { title: 'It crashed', text: 'It crashed when I opened it' };

  expect(tellTone(post)?.severities).toEqual([{ name: 'crash', words: ['crashed'] }]);
});

test('of a civil question nothing is said', () => {
  expect(tellTone({ title: 'Export', text: 'How do I export to CSV?' })).toBeNull();
});
