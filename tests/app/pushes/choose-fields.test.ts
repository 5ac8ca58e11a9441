import { expect, test } from 'vitest';
import { chooseFields } from '#app/pushes/choose-fields.ts';

const target = {
  tracker: 'github' as const,
  config: { owner: 'octo', repo: 'demo', labels: ['voice', 'community'], assignees: ['ana'], milestone: 7 },
};

test('other labels leave the assignees and the milestone of the target in place', () => {
  expect(chooseFields(target, 'bug, voice')).toEqual({ labels: ['bug', 'voice'], assignees: ['ana'], milestone: 7 });
});

test('no labels at all are a choice, too', () => {
  expect(chooseFields(target, ' , ')).toEqual({ labels: [], assignees: ['ana'], milestone: 7 });
});

test.each([[['voice', 'community']], [['voice', 'voice ']], [['a, b']]])(
  'labels %j, sent back as the form shows them, are the same push',
  (labels) => {
    const own = { ...target, config: { ...target.config, labels } };
    const previewed = chooseFields(own, null);

    const sent = chooseFields(own, previewed.labels.join(', '));

    expect(JSON.stringify(sent)).toBe(JSON.stringify(previewed));
  },
);
