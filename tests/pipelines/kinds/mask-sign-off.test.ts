import { expect, test } from 'vitest';
import { maskSignOff } from '#pipelines/kinds/mask-sign-off.ts';
import { dropSignature } from '#pipelines/text/drop-signature.ts';

const POST = 'The export hangs on large queries';

test.each([
  'Best wishes\nKim',
  'Many regards,\nKim',
  'Yours faithfully\nKim Bell',
  'Hochachtungsvoll\nKim Bell',
  'Viele Grüße, Kim',
  'Com os melhores cumprimentos\nKim',
  'Thanks in advance,\nKim',
  'Bedankt,\nKim',
  'Take care,\nKim',
  'Abraços\nKim',
])('%j ends a post for its words as for its kind', (ending) => {
  const text = `${POST}\n${ending}`;

  expect(dropSignature(text).trim()).toBe(POST);
  expect(maskSignOff(text).trim()).toBe(POST);
  expect(maskSignOff(text)).toHaveLength(text.length);
});

test.each(['Take care of the export', 'Thanks to the export it works', 'LG sells screens'])(
  '%j ends nothing',
  (sentence) => {
    const text = `${POST}\n${sentence}`;

    expect(dropSignature(text)).toBe(text);
    expect(maskSignOff(text)).toBe(text);
  },
);
