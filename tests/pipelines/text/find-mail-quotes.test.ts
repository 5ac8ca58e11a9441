import { expect, test } from 'vitest';
import { maskProse } from '#pipelines/kinds/mask-prose.ts';
import { findMailQuotes } from '#pipelines/text/find-mail-quotes.ts';
import { stripMarkup } from '#pipelines/text/strip-markup.ts';

const bare = (text: string) => text.replace(/[\s\ue001-\ue004]+/g, ' ').trim();

test.each([
  'On Sat, May 3, 2025 at 10:12 AM Ann Bell <ann@example.com> wrote:',
  'On Sat, May 3, 2025 at 10:12 AM Ann Bell-Somewhere <\nann.bell.somewhere@example.com> wrote:',
  'Am 3. Mai 2025 um 10:12 schrieb Anna <anna@example.com>:',
  'Am Sa., 3. Mai 2025 um 10:12 Uhr schrieb Anna <\nanna@example.com>:',
  'Am 03.05.25 um 10:12 schrieb Anna Bell:',
  'Le 3 mai 2025 à 10:12, Anna a écrit :',
  'Le sam. 3 mai 2025 à 10:12, Anna <anna@example.com> a écrit\u00a0:',
  'El sáb, 3 may 2025 a las 10:12, Ana (<ana@example.com>) escribió:',
  'Em sáb., 3 de mai. de 2025 às 10:12, Ana <ana@example.com> escreveu:',
  'Ana <ana@example.com> escreveu no dia sábado, 3/05/2025 à(s) 10:12:',
  'Il giorno sab 3 mag 2025 alle ore 10:12 Anna <anna@example.com> ha scritto:',
  'Il 03/05/25 10:12, Anna ha scritto:',
  'Op za 3 mei 2025 om 10:12 schreef Anna <anna@example.com>:',
  'Op 3 mei 2025, om 10:12 heeft Anna <anna@example.com> het volgende geschreven:',
  'Den lör 3 maj 2025 kl 10:12 skrev Anna <anna@example.com>:',
  '3 maj 2025 kl. 10:12 skrev Anna Berg:',
  'сб, 3 мая 2025 г. в 10:12, Анна <anna@example.com>:',
  '3 мая 2025 г., в 10:12, Анна <anna@example.com> написал(а):',
  '-----Original Message-----',
  '-----Ursprüngliche Nachricht-----',
  "-----Message d'origine-----",
  '-----Mensaje original-----',
  '________________________________\nFrom: Ann Bell <ann@example.com>\nSent: Saturday, May 3, 2025 10:12 AM\nTo: Bob\nSubject: Exports',
  'Von: Anna Bell\nGesendet: Samstag, 3. Mai 2025 10:12\nAn: Bob\nBetreff: AW: Export',
  'De : Anna Bell\r\nEnvoyé : samedi 3 mai 2025 10:12\r\nÀ : Bob\r\nCc : Carla\r\nObjet : RE: Export',
  '*Da:* Anna\n*Inviato:* sabato 3 maggio 2025 10:12\n*A:* Bob\n*Oggetto:* Export',
  'От: Анна\nОтправлено: 3 мая 2025 г. 10:12\nКому: Bob\nТема: Export',
])('what follows %j is quoted', (header) => {
  const text = `The export hangs.\n\n${header}\n\nlions and tigers\n\nand bears`;

  expect(bare(stripMarkup(text)).replace(/_+$/, '').trim()).toBe('The export hangs.');
  expect(bare(maskProse(text)).replace(/_+$/, '').trim()).toBe('The export hangs.');
  expect(maskProse(text)).toHaveLength(text.length);
});

test('answers between lines that are marked as quoted stay', () => {
  const text = 'Am 3. Mai 2025 um 10:12 schrieb Anna <anna@example.com>:\n> lions\n\nIt hangs.\n\n> tigers\n\nStill.';

  expect(bare(stripMarkup(text))).toBe('It hangs. Still.');
});

test('a mail with nothing above what it answers keeps that', () => {
  const text =
    '-----Original Message-----\nFrom: Ann\nSent: May 3, 2025\nTo: Bob\nSubject: Exports\n\nThe export hangs.';

  expect(bare(stripMarkup(text))).toBe('The export hangs.');
});

test('a date that somebody wrote by hand ends at its line', () => {
  expect(bare(stripMarkup('See this.\nOn May 3 Tom wrote:\nIt hangs.'))).toBe('See this. It hangs.');
});

test.each([
  ['what was seen at a time', 'It fails.\nAm 3. Mai um 10:12 kam diese Meldung:\nlions'],
  ['a journey', 'We plan a trip.\nFrom: Berlin\nTo: Rome\nDate: May 3\nWhat do you think of it?'],
  ['a talk of letters', 'It fails.\nLe patron nous a écrit :\nlions'],
  ['a list under dashes', 'It fails.\n-- original messages of mine --\nlions'],
])('kept: %s', (_, text) => {
  expect(findMailQuotes(text)).toEqual([]);
});

test('a megabyte takes no time', () => {
  const started = performance.now();
  for (const line of ['From: ', 'From:\n', 'Am 3 schrieb:\n', '-----', 'On 1 @ ', ':\n'])
    findMailQuotes(`x\n${line.repeat(1_000_000 / line.length)}`);

  expect(performance.now() - started).toBeLessThan(3000);
});
