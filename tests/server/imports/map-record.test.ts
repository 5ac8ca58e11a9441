import { describe, expect, test } from 'vitest';
import { mapRecord } from '#server/imports/map-record.ts';
import { Mapping } from '#server/imports/mapping.ts';

const now = new Date('2024-06-01T00:00:00Z');
const mapping = Mapping.parse({
  columns: {
    externalId: 'id',
    text: 'text',
    title: 'title',
    authorId: 'author.id',
    authorName: 'author.name',
    isStaff: 'author.role',
    isBot: 'bot_id',
    createdAt: 'at',
    editedAt: 'edited',
    url: 'url',
    thread: 'thread',
    parent: 'parent',
    channel: 'channel',
    language: 'lang',
  },
});

function map(record: Record<string, unknown>, changes: Partial<Mapping> = {}) {
  const mapped = mapRecord(record, { ...mapping, ...changes }, { now });
  if (!mapped.ok) throw new Error(mapped.reason);
  return mapped;
}

describe('mapRecord', () => {
  test('every field is taken from its column', () => {
    const record = {
      id: 17,
      text: ' It crashes\r\n',
      title: 'Crash\non start',
      author: { id: 'u1', name: 'Ana', role: 'Moderator' },
      at: '2024-05-01T10:00:00Z',
      edited: 1_714_600_000,
      url: 'https://forum.example/t/17',
      thread: 5,
      parent: '16',
      channel: 'bugs',
      lang: 'en-US',
    };

    expect(map(record)).toEqual({
      ok: true,
      warnings: [],
      item: {
        externalId: '17',
        text: 'It crashes',
        title: 'Crash on start',
        authorExternalId: 'u1',
        authorName: 'Ana',
        isStaff: true,
        isBot: false,
        postedAt: new Date('2024-05-01T10:00:00Z'),
        editedAt: new Date(1_714_600_000_000),
        url: 'https://forum.example/t/17',
        thread: '5',
        parent: '16',
        channel: 'bugs',
        format: 'plain',
        language: 'en',
        raw: expect.objectContaining({ id: 17, text: ' It crashes\n' }),
      },
    });
  });

  test.each([
    [{ text: '  \u0000 ' }, 'The text is empty.'],
    [{ text: '[deleted]' }, 'The text was deleted at its source.'],
    [{ text: '[removed]', title: 'Still there' }, 'The text was deleted at its source.'],
    [{ text: 'x'.repeat(200_001) }, 'The text is longer than 200,000 characters.'],
  ])('a record without words is refused: %#', (record, reason) => {
    expect(mapRecord(record, mapping, { now })).toMatchObject({ ok: false, reason });
  });

  test('a post that is all title keeps its words once', () => {
    expect(map({ id: '1', text: '', title: 'Please add dark mode' }).item).toMatchObject({
      text: 'Please add dark mode',
      title: null,
    });
  });

  test.each([
    [{}],
    [{ author: { id: '', name: '[deleted]' } }],
    [{ author: { name: 'Anonymous' } }],
    [{ author: null }],
  ])('a missing author is nobody: %j', (record) => {
    expect(map({ id: '1', text: 'a', ...record }).item).toMatchObject({ authorExternalId: null, authorName: null });
  });

  test('a name alone names the author', () => {
    expect(map({ id: '1', text: 'a', author: { name: 'Ana' } }).item).toMatchObject({
      authorExternalId: 'Ana',
      authorName: 'Ana',
    });
  });

  test('without an id the same content gives the same one, other content another', () => {
    const ids = ['a', 'a', 'b'].map((name) => map({ text: 'same', author: { name } }));

    expect(ids[0]?.item.externalId).toBe(ids[1]?.item.externalId);
    expect(ids[0]?.item.externalId).not.toBe(ids[2]?.item.externalId);
    expect(ids[0]?.warnings).toEqual(['id_from_content']);
  });

  test.each([
    ['2024-06-03T00:00:00Z', 'date_in_future'],
    ['1970-01-01T00:00:00Z', 'date_placeholder'],
    [0, 'date_placeholder'],
    ['soon', 'date_unreadable'],
  ])('the time %s is left empty with a warning', (at, warning) => {
    const { item, warnings } = map({ id: '1', text: 'a', at });

    expect(item.postedAt).toBeNull();
    expect(warnings).toEqual([warning]);
    expect(item.raw).toMatchObject({ at });
  });

  test('a clock that is a day ahead is believed', () => {
    expect(map({ id: '1', text: 'a', at: '2024-06-01T23:00:00Z' }).item.postedAt).toEqual(
      new Date('2024-06-01T23:00:00Z'),
    );
  });

  test.each([
    ['javascript:alert(1)', null],
    ['ftp://x.example/a', null],
    ['https://user:secret@x.example/', null],
    ['https://', null],
    ['/r/baduk/comments/1/x/', 'https://www.reddit.com/r/baduk/comments/1/x/'],
    ['HTTP://x.example', 'http://x.example/'],
  ])('the link %s becomes %s', (url, expected) => {
    const { item, warnings } = map({ id: '1', text: 'a', url });

    expect(item.url).toBe(expected);
    expect(warnings).toEqual(expected === null ? ['url_refused'] : []);
  });

  test.each([
    [{ author: { role: 'admin' } }, true, false],
    [{ author: { role: 'end-user' } }, false, false],
    [{ author: { role: false } }, false, false],
    [{ author: { role: 'yes' } }, true, false],
    [{ bot_id: 'B012ABCDEF' }, false, true],
    [{ bot_id: null }, false, false],
  ])('flags are read: %j', (record, isStaff, isBot) => {
    expect(map({ id: '1', text: 'a', ...record }).item).toMatchObject({ isStaff, isBot });
  });

  test('HTML becomes plain text and the raw record keeps it', () => {
    const { item } = map({ id: '1', text: '<p>a &lt; b</p>' }, { format: 'html' });

    expect(item).toMatchObject({ text: 'a < b', format: 'plain', raw: { text: '<p>a &lt; b</p>' } });
  });

  test('an id too long for an index is replaced by its hash', () => {
    expect(map({ id: 'x'.repeat(5000), text: 'a' }).item.externalId).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});
