import { expect, test } from 'vitest';
import { dropSignature } from '#pipelines/text/drop-signature.ts';

const POST = 'The export hangs on large queries';

test.each([
  'Sent from Outlook for Android',
  'Sent with Spark',
  'Get Outlook for iOS',
  'Von meinem iPhone gesendet',
  'Gesendet mit der GMX Mail App',
  'Envoyé de mon iPhone',
  'Enviado desde mi iPhone',
  'Best regards,\nPetra Kuhn',
  'Best regards,\nJohn Miller\nSenior Data Engineer\nAcme Logistics GmbH\nPhone: +49 30 1234567',
  'Kind regards\n\nJohn',
  'Kind regards, John',
  'Mit freundlichen Grüßen\nHans Meier',
  'Cordialement',
  'Saludos',
  'Cheers,\nTom',
  'Thanks,\nMaria from Helios Design Studio',
])('%j at the end is no prose', (signature) => {
  expect(dropSignature(`${POST}\n\n${signature}\n`).trim()).toBe(POST);
});

test('the line of a mail program is found behind the last sentence', () => {
  expect(dropSignature(`${POST} -- Sent with Spark from my mobile device`)).toBe(POST);
});

test.each([
  ['thanks with what the post is about below', 'It hangs.\nThanks,\nthe version is 8.0'],
  ['a sentence with regards', 'With regards to exports\nthey hang on large queries'],
  ['regards in a sentence', 'It hangs.\nRegards the export, it never ends'],
  ['mails that are sent', 'Alerts fail.\nSent alerts never arrive'],
  ['what is sent from the product', 'Alerts fail.\nSent from where do they come?'],
  ['a formula with sentences below', 'Best regards,\nPetra\n\nOne more thing: it hangs on large queries.'],
  ['nothing but a signature', 'Cheers,\nTom'],
  ['a list', 'Best:\nApples\nPears'],
  ['a wish', 'Get a client for Android'],
])('kept: %s', (_, text) => {
  expect(dropSignature(text)).toBe(text);
});
