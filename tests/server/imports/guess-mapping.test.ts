import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { detectFile } from '#server/imports/detect-file.ts';
import { guessMapping } from '#server/imports/guess-mapping.ts';
import { mapRecord } from '#server/imports/map-record.ts';
import { bufferSource } from '#server/imports/readers/byte-source.ts';
import { findShared } from '#tests/shared-material.ts';
import { readAll } from './readers/collect.ts';

async function guessFor(bytes: Uint8Array, name: string) {
  const source = bufferSource(bytes, name);
  const { settings } = await detectFile(source);
  const entries = await readAll(source, settings);
  const records = entries.flatMap((entry) => ('record' in entry ? [entry.record] : []));
  const guess = guessMapping(records.slice(0, 200));
  const chosen = Object.fromEntries(Object.entries(guess.mapping.columns).filter(([, column]) => column !== null));
  return { settings, entries, records, guess, chosen };
}

const csv = (rows: readonly (readonly string[])[]) =>
  Buffer.from(rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n'));
const LONG = 'The export never finishes on my machine and I lose an hour each time it happens';

describe('guessMapping', () => {
  test.each([
    [
      'our own',
      ['id', 'text', 'author', 'created_at', 'url', 'title', 'thread'],
      ['p1', LONG, 'ana', '2024-01-02T03:04:05Z', 'https://x.example/1', 'Export', 't1'],
      {
        externalId: 'id',
        text: 'text',
        authorName: 'author',
        createdAt: 'created_at',
        url: 'url',
        title: 'title',
        thread: 'thread',
      },
    ],
    [
      'Discourse',
      ['id', 'user_id', 'username', 'topic_id', 'topic_title', 'raw', 'created_at', 'updated_at', 'staff', 'category'],
      ['1', '7', 'ana', '3', 'Export', LONG, '2024-01-02 03:04:05 UTC', '2024-01-02 03:04:05 UTC', 'false', 'Bugs'],
      {
        externalId: 'id',
        authorId: 'user_id',
        authorName: 'username',
        thread: 'topic_id',
        title: 'topic_title',
        text: 'raw',
        createdAt: 'created_at',
        editedAt: 'updated_at',
        isStaff: 'staff',
        channel: 'category',
      },
    ],
    [
      'Zendesk',
      ['Ticket ID', 'Subject', 'Description', 'Requester name', 'Requester ID', 'Created at', 'Updated at'],
      ['1', 'Export', LONG, 'Ana', '99', '2024-01-02 03:04', '2024-01-03 03:04'],
      {
        externalId: 'Ticket ID',
        title: 'Subject',
        text: 'Description',
        authorName: 'Requester name',
        authorId: 'Requester ID',
        createdAt: 'Created at',
        editedAt: 'Updated at',
      },
    ],
    [
      'Discord exporter CSV',
      ['AuthorID', 'Author', 'Date', 'Content', 'Attachments', 'Reactions'],
      ['1', 'ana#0', '2024-01-02T03:04:05.0000000+00:00', LONG, '', ''],
      { authorId: 'AuthorID', authorName: 'Author', createdAt: 'Date', text: 'Content' },
    ],
    [
      'Facebook tool',
      ['Post URL', 'Author Name', 'Post Text', 'Post Date', 'Likes'],
      ['https://www.facebook.com/groups/1/posts/2', 'Ana', LONG, '1/31/2024', '5'],
      { url: 'Post URL', authorName: 'Author Name', text: 'Post Text', createdAt: 'Post Date' },
    ],
    [
      'German survey',
      ['Nr', 'Datum', 'Kommentar', 'Benutzername'],
      ['1', '31.12.2023 13:45', LONG, 'ana'],
      { externalId: 'Nr', createdAt: 'Datum', text: 'Kommentar', authorName: 'Benutzername' },
    ],
    [
      'Spanish',
      ['Fecha', 'Usuario', 'Mensaje', 'Enlace'],
      ['31/12/2023', 'ana', LONG, 'https://x.example'],
      { createdAt: 'Fecha', authorName: 'Usuario', text: 'Mensaje', url: 'Enlace' },
    ],
    [
      'Japanese',
      ['日時', '投稿者', '本文'],
      ['2024-01-02 03:04', 'ana', 'エクスポートがいつも途中で止まってしまいます'],
      { createdAt: '日時', authorName: '投稿者', text: '本文' },
    ],
    [
      'a survey question as header',
      ['Respondent ID', 'Start Date', 'What should we improve?'],
      ['1', '01/31/2024 03:04:05 PM', LONG],
      { authorId: 'Respondent ID', createdAt: 'Start Date', text: 'What should we improve?' },
    ],
  ] as const)('%s', async (_, header, row, expected) => {
    const rows = [1, 2, 3].map((number) =>
      row.map((cell) =>
        cell === LONG
          ? `${cell} ${number}`
          : /^[1-9]$/.test(cell)
            ? String(number)
            : cell === 'p1'
              ? `p${number}`
              : cell,
      ),
    );

    const { chosen } = await guessFor(csv([header, ...rows]), 'export.csv');

    expect(chosen).toEqual(expected);
  });

  test('an id that repeats is not taken for the id of the post', async () => {
    const { chosen } = await guessFor(
      csv([
        ['id', 'text'],
        ['1', `${LONG} a`],
        ['1', `${LONG} b`],
        ['2', `${LONG} c`],
      ]),
      'x.csv',
    );

    expect(chosen).toEqual({ text: 'text' });
  });

  test.each([
    ['1/13/2024', 'mdy', 'Month before day'],
    ['13/1/2024', 'dmy', 'Day before month'],
    ['1/2/2024', 'dmy', 'both ways'],
  ])('the order of dates is told from %s', async (date, order, reason) => {
    const { guess } = await guessFor(
      csv([
        ['date', 'text'],
        ['1/1/2024', LONG],
        [date, LONG],
      ]),
      'x.csv',
    );

    expect(guess.mapping.dateOrder).toBe(order);
    expect(guess.dateOrderReason).toContain(reason);
  });

  test('each guess has a confidence and says why', async () => {
    const { guess } = await guessFor(
      csv([
        ['id', 'text'],
        ['1', LONG],
        ['2', `${LONG}!`],
      ]),
      'x.csv',
    );

    expect(guess.guesses).toEqual([
      { field: 'externalId', column: 'id', confidence: 0.99, reason: 'Named "id"; every value is different.' },
      {
        field: 'text',
        column: 'text',
        confidence: 0.99,
        reason: expect.stringMatching(/^Named "text"; its values are \d+ characters long on average\.$/),
      },
    ]);
  });
});

describe.skipIf(findShared('samples') === null)('exports of real platforms', () => {
  // Two of these collections use one id for several records, which therefore is not taken for the post's id.
  test.each([
    [
      'discord/docs_message_examples.CC-BY-SA.json',
      {
        text: 'content',
        authorId: 'author.id',
        authorName: 'author.username',
        createdAt: 'timestamp',
        editedAt: 'edited_timestamp',
        channel: 'channel_id',
      },
    ],
    [
      'reddit/subreddit_new.json',
      {
        externalId: 'data.id',
        text: 'data.selftext',
        title: 'data.title',
        authorName: 'data.author',
        createdAt: 'data.created_utc',
        url: 'data.permalink',
      },
    ],
    [
      'reddit/subreddit_comments.json',
      {
        externalId: 'data.id',
        text: 'data.body',
        authorName: 'data.author',
        createdAt: 'data.created_utc',
        parent: 'data.parent_id',
      },
    ],
    ['slack/export/enrique/2016-02-07.json', { text: 'text', authorId: 'user', createdAt: 'ts', externalId: 'ts' }],
    [
      'discourse/responses_search_query_response.json',
      { externalId: 'id', text: 'cooked', authorName: 'username', createdAt: 'created_at', thread: 'topic_id' },
    ],
    [
      'hackernews/firebase_items.json',
      { text: 'text', title: 'title', authorName: 'by', createdAt: 'time', url: 'url' },
    ],
  ])('%s', async (path, expected) => {
    const { chosen, guess, entries, records } = await guessFor(readFileSync(findShared(`samples/${path}`) ?? ''), path);

    expect(chosen).toMatchObject(expected);
    for (const entry of entries) if ('reason' in entry) expect(entry.reason).toMatch(/^Not a record/);
    expect(records.length).toBeGreaterThanOrEqual(entries.length - 1);
    const mapped = records.map((record) => mapRecord(record, guess.mapping, { now: new Date('2026-01-01') }));
    for (const outcome of mapped) if (!outcome.ok) expect(outcome.reason).toMatch(/empty|deleted/);
    expect(mapped.filter((outcome) => outcome.ok).length).toBeGreaterThan(0);
  });
});
