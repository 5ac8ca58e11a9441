import { expect, test } from 'vitest';
import { createKindTeller } from '#pipelines/kinds/tell-kind.ts';

const tellKind = createKindTeller();

test.each([
  ['complaint', 'Export keeps crashing since the update, this is really annoying'],
  ['complaint', 'The app is broken and I lost all my work.'],
  ['wish', 'It would be great to have a dark mode'],
  ['wish', 'Please add support for CSV export.'],
  ['question', 'How do I change the date format?'],
  ['question', 'Does anyone know where the log files are'],
  ['praise', 'I love this app, great work!'],
  ['use_case', 'We use it to track the watering of our greenhouse every day'],
  ['other', 'The meeting is on Tuesday.'],
  ['other', ''],
])('%s: %s', (kind, text) => {
  expect(tellKind(text).kind).toBe(kind);
});

test('a verdict names the phrases that showed it, and how sure it is', () => {
  const { cues, score } = tellKind('It would be great to have a dark mode');

  expect(cues).toContain('it would be great');
  expect(score).toBeGreaterThan(0.5);
  expect(score).toBeLessThanOrEqual(1);
});
