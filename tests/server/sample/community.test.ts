import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type SamplePost, sampleCommunity } from '#server/sample/about.ts';

const posts = readPosts();
const truth = readTruth();
const byId = new Map(posts.map((post) => [post.id, post]));

/** Members who wrote the same words in two places on purpose, by handle. Nothing else may repeat. */
const CROSS_POSTERS = ['Gwen Pritchard', 'Samira Haddad-Lunt', 'gristle_and_bone', 'lid_and_simmer'];

const COMPLAINTS = [
  'battery-drain',
  'bridge-offline',
  'chain-edit',
  'history-paywall',
  'late-alarms',
  'too-quiet',
] as const;
const USE_CASES = ['use-classroom', 'use-darkroom', 'use-laundry', 'use-medication', 'use-tabletop'] as const;
const WISHES = ['wish-count-up', 'wish-dark-board', 'wish-home-assistant', 'wish-watch'] as const;

describe('every line', () => {
  test('is an object with exactly the documented keys and types', () => {
    const keys =
      'id source channel author_id author is_staff is_bot title text thread parent created_at edited_at url language';

    for (const post of posts) {
      expect(Object.keys(post).join(' ')).toBe(keys);
      expect(post.text.trim(), post.id).toBe(post.text);
      expect(post.text, post.id).not.toBe('');
      expect(typeof post.is_staff).toBe('boolean');
      expect(typeof post.is_bot).toBe('boolean');
    }
  });

  test('has an id of its own', () => {
    expect(byId.size).toBe(posts.length);
  });

  test('belongs to a declared source and links there', () => {
    const sources = new Map<string, string>(sampleCommunity.sources.map((source) => [source.platform, source.url]));

    for (const post of posts) {
      expect(post.url.startsWith(`${sources.get(post.source)}/`), post.url).toBe(true);
      expect(URL.canParse(post.url)).toBe(true);
    }
    expect(new Set(posts.map((post) => post.url)).size).toBe(posts.length);
  });

  test('was written within the twelve weeks, and edited after it was written', () => {
    for (const post of posts) {
      expect(post.created_at).toMatch(/^2026-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(post.created_at >= sampleCommunity.startsAt && post.created_at < sampleCommunity.endsAt).toBe(true);
      if (post.edited_at !== null) expect(post.edited_at > post.created_at).toBe(true);
    }
    expect(posts.filter((post) => post.edited_at !== null).length).toBeGreaterThanOrEqual(5);
  });

  test('follows the one before it in time', () => {
    const times = posts.map((post) => post.created_at);

    expect(times).toEqual(times.toSorted());
  });

  test('answers and threads lead to earlier posts of the same source', () => {
    for (const post of posts) {
      const parent = post.parent === null ? null : byId.get(post.parent);
      const root = post.thread === null ? null : byId.get(post.thread);

      expect(parent, post.id).not.toBeUndefined();
      expect(root, post.id).not.toBeUndefined();
      if (parent) {
        expect(parent.source).toBe(post.source);
        expect(parent.created_at <= post.created_at).toBe(true);
        expect(parent.thread).toBe(post.thread);
      }
      if (root) expect(root.parent).toBeNull();
    }
  });

  test('has a title exactly if it opens a topic on the forum or on Reddit', () => {
    for (const post of posts) {
      const isTopic = post.source !== 'discord' && post.parent === null;
      expect(post.title !== null, post.id).toBe(isTopic);
    }
  });
});

describe('the community as a whole', () => {
  test('is about 400 posts by about 150 members', () => {
    expect(posts.length).toBeGreaterThanOrEqual(390);
    expect(posts.length).toBeLessThanOrEqual(430);

    const members = new Set(posts.map((post) => post.author_id));
    expect(members.size).toBeGreaterThanOrEqual(130);
    expect(members.size).toBeLessThanOrEqual(170);
    expect(new Set(posts.map((post) => `${post.author_id} ${post.author}`)).size).toBe(members.size);
  });

  test('has three members of staff and one bot', () => {
    expect(new Set(posts.filter((post) => post.is_staff).map((post) => post.author)).size).toBe(3);
    expect(new Set(posts.filter((post) => post.is_bot).map((post) => post.author)).size).toBe(1);
    expect(posts.filter((post) => post.is_staff && post.is_bot)).toEqual([]);
  });

  test.each([
    ['discord', 150],
    ['forum', 80],
    ['reddit', 80],
  ] as const)('%s carries at least %i posts', (platform, least) => {
    expect(posts.filter((post) => post.source === platform).length).toBeGreaterThanOrEqual(least);
  });

  test.each(['de', 'es'] as const)('about 25 posts are in %s', (language) => {
    const count = posts.filter((post) => post.language === language).length;

    expect(count).toBeGreaterThanOrEqual(20);
    expect(count).toBeLessThanOrEqual(30);
  });

  test('holds one-liners and essays', () => {
    const lengths = posts.map((post) => words(post.text).length);

    expect(lengths.filter((length) => length <= 10).length).toBeGreaterThanOrEqual(25);
    expect(lengths.filter((length) => length >= 150).length).toBeGreaterThanOrEqual(10);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(300);
  });
});

describe('what people keep saying', () => {
  test('every post has an intended matter or none', () => {
    expect(Object.keys(truth).toSorted()).toEqual([...byId.keys()].toSorted());
    const known: readonly string[] = [...COMPLAINTS, ...USE_CASES, ...WISHES, 'question-no-bridge'];
    expect(new Set(Object.values(truth).filter((matter) => matter !== null))).toEqual(new Set(known));
  });

  test.each([
    ...COMPLAINTS.map((matter) => [matter, 14, 35] as const),
    ...USE_CASES.map((matter) => [matter, 5, 12] as const),
    ...WISHES.map((matter) => [matter, 6, 12] as const),
  ])('%s has %i to %i posts', (matter, least, most) => {
    const count = postsAbout(matter).length;

    expect(count).toBeGreaterThanOrEqual(least);
    expect(count).toBeLessThanOrEqual(most);
  });

  test.each(COMPLAINTS)('%s is said by at least ten people, in more than one place', (matter) => {
    const about = postsAbout(matter);

    expect(new Set(about.map((post) => post.author_id)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(about.map((post) => post.source)).size).toBe(3);
  });

  test('the battery drain spikes within two weeks after its release', () => {
    const within = countBetween('battery-drain', '2026-10-13', '2026-10-27');
    const before = countBetween('battery-drain', '2026-08-24', '2026-10-13');

    expect(within).toBeGreaterThanOrEqual(20);
    expect(before).toBeLessThanOrEqual(4);
    expect(countBetween('battery-drain', '2026-10-30', '2026-11-16')).toBeLessThanOrEqual(4);
  });

  test('the lost Bridge fades after its fix', () => {
    const before = countBetween('bridge-offline', '2026-08-24', '2026-09-24');
    const after = countBetween('bridge-offline', '2026-09-25', '2026-11-16');

    expect(before).toBeGreaterThanOrEqual(18);
    expect(after).toBeLessThanOrEqual(4);
  });

  test('the trouble with chains grows slowly', () => {
    const quarters = ['2026-08-24', '2026-09-14', '2026-10-05', '2026-10-26', '2026-11-16'];
    const counts = quarters.slice(1).map((end, index) => countBetween('chain-edit', quarters[index] ?? '', end));

    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(-1)).toBeGreaterThanOrEqual(3 * (counts[0] ?? 0));
  });

  test('staff and bot raise no matter of their own', () => {
    for (const post of posts) {
      if (post.is_staff || post.is_bot) expect(truth[post.id], post.text).toBeNull();
    }
  });
});

describe('nobody writes from a template', () => {
  test('only the declared cross-posts share their text', () => {
    const seen = new Map<string, SamplePost>();
    const repeated: string[] = [];

    for (const post of posts) {
      const first = seen.get(post.text);
      if (!first) seen.set(post.text, post);
      else {
        repeated.push(post.author);
        expect(first.author_id).toBe(post.author_id);
        expect(first.channel).not.toBe(post.channel);
      }
    }

    expect(repeated.toSorted()).toEqual(CROSS_POSTERS.toSorted());
  });

  test('no two texts open with the same three words', () => {
    const openings = distinctTexts().map((text) => words(text).slice(0, 3).join(' '));

    expect(openings.filter((opening, index) => openings.indexOf(opening) !== index)).toEqual([]);
  });

  test('no run of five words occurs in more than two texts', () => {
    const counts = new Map<string, number>();
    for (const text of distinctTexts()) {
      for (const shingle of shingles(text, 5)) counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
    }

    expect([...counts].filter(([, count]) => count > 2)).toEqual([]);
  });

  test('no two texts share a fifth of their three-word runs', () => {
    const sets = distinctTexts().map((text) => shingles(text, 3));
    const close: string[] = [];

    for (const [index, left] of sets.entries()) {
      for (const right of sets.slice(index + 1)) {
        if (jaccard(left, right) >= 0.2) close.push([...left].join(' / '));
      }
    }

    expect(close).toEqual([]);
  });

  test('no two texts have the same shape once their content words are blanked', () => {
    const shapes = distinctTexts()
      .filter((text) => words(text).length >= 8)
      .map(shapeOf);

    expect(shapes.filter((shape, index) => shapes.indexOf(shape) !== index)).toEqual([]);
  });
});

test('the chart dates stand where the announcements do', () => {
  for (const annotation of sampleCommunity.annotations) {
    const announced = posts.some(
      (post) => post.is_staff && post.channel === 'Announcements' && sameMinute(post.created_at, annotation.at),
    );
    expect(announced, annotation.title).toBe(true);
  }
});

function readPosts(): readonly SamplePost[] {
  const file = new URL('../../../server/sample/community.jsonl', import.meta.url);
  const lines = readFileSync(file, 'utf8').split('\n');
  expect(lines.pop()).toBe('');
  // The first test holds every line against the type.
  return lines.map((line) => JSON.parse(line) as SamplePost);
}

function readTruth(): Readonly<Record<string, string | null>> {
  const file = new URL('./truth.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | null>;
}

function postsAbout(matter: string): readonly SamplePost[] {
  return posts.filter((post) => truth[post.id] === matter);
}

function countBetween(matter: string, from: string, to: string): number {
  return postsAbout(matter).filter((post) => post.created_at >= from && post.created_at < to).length;
}

function distinctTexts(): readonly string[] {
  return [...new Set(posts.map((post) => post.text))];
}

function words(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

function shingles(text: string, size: number): ReadonlySet<string> {
  const list = words(text);
  const found = new Set<string>();
  for (let at = 0; at + size <= list.length; at++) found.add(list.slice(at, at + size).join(' '));
  return found;
}

function jaccard(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0;
  for (const item of left) if (right.has(item)) shared++;
  const union = left.size + right.size - shared;
  return union === 0 ? 0 : shared / union;
}

/** Short words and punctuation stay, long words become a blank: a filled-in form shows as two equal shapes. */
function shapeOf(text: string): string {
  return text.toLowerCase().replace(/[\p{L}\p{N}']{5,}/gu, '_');
}

function sameMinute(left: string, right: string): boolean {
  return left.slice(0, 16) === right.slice(0, 16);
}
