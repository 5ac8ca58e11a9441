import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KINDS } from '#db/schema.ts';
import { findCitations, linkCitations } from '#pipelines/drafts/claim.ts';
import type { DraftFacts, DraftPost } from '#pipelines/drafts/draft-facts.ts';
import { draftReport } from '#pipelines/drafts/draft-report.ts';
import { SEVERITIES } from '#pipelines/mentions/find-severity.ts';
import { STORY_WORDS } from '#pipelines/mentions/find-story-words.ts';

test('the product draft tells who, since when, where, how grave, what speaks against it and what next', () => {
  const posts = [
    post(1, { voiceId: 1, versions: ['8.0'], severities: ['blocked'], isAnswered: false }),
    post(2, { voiceId: 2, versions: ['8.0'], platforms: ['Docker'], severities: ['blocked', 'crash'] }),
    post(3, { voiceId: 2, kind: 'question' }),
  ];
  const { summary, claims } = draftReport(factsOf(posts, [{ id: 9, voiceId: 7, isSolved: false }]), {
    audience: 'product',
  });

  expect(summary).toContain('2 people write in 3 posts about **Export hangs**.');
  expect(summary).toContain('2 posts name a version: 8.0 (2).');
  expect(summary).toContain('- 2 people cannot do what they came for.');
  expect(summary).toContain('1 person writes that it works for them or is fine as it is.');
  expect(summary).toContain('Try to reproduce it with 8.0, which is named most.');
  expect(summary).toContain('1 post has had no answer from anybody else.');
  const blocked = claims.find(({ label }) => label === 'Posts with words of being stuck');
  expect(blocked?.postIds).toEqual([1, 2]);
});

test('the marketing draft tells the story and offers only ideas that the posts carry', () => {
  const posts = [post(1, { voiceId: 1, storyWords: ['how', 'outcome'] }), post(2, { voiceId: 2, storyWords: ['how'] })];
  const { summary } = draftReport(factsOf(posts), { audience: 'marketing' });

  expect(summary).toContain('2 people tell how they do it.');
  expect(summary).toContain('No post says who its author is');
  expect(summary).toContain('**Guest:** 1 person tells the whole story');
  expect(summary).not.toContain('**Event:**');
});

test('one loud person is told from many', () => {
  const posts = Array.from({ length: 8 }, (_, i) => post(i + 1, { voiceId: i < 5 ? 1 : i }));

  expect(draftReport(factsOf(posts), { audience: 'product' }).summary).toContain(
    'One person wrote 5 of the 8 posts; without them it is 3 posts by 3 people.',
  );
});

test('without posts there is nothing to tell', () => {
  expect(draftReport(factsOf([]), { audience: 'product' })).toEqual({
    summary: 'No posts are in these clusters.',
    claims: [],
  });
});

test('every sentence cites posts that exist, and no claim stands uncited', () => {
  const anyPost = fc.record({
    voiceId: fc.option(fc.integer({ min: 1, max: 5 })),
    isNamed: fc.boolean(),
    kind: fc.constantFrom(...KINDS),
    place: fc.constantFrom('Discord', 'a_forum*'),
    at: fc.option(fc.date({ min: new Date('2019-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })),
    isAnswered: fc.option(fc.boolean()),
    versions: fc.array(fc.constantFrom('8.0', '9'), { maxLength: 2 }),
    platforms: fc.array(fc.constantFrom('Docker', 'Android'), { maxLength: 2 }),
    severities: fc.subarray([...SEVERITIES]),
    storyWords: fc.subarray([...STORY_WORDS]),
  });
  fc.assert(
    fc.property(
      fc.array(anyPost, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('product' as const, 'marketing' as const),
      fc.constantFrom(...KINDS),
      (parts, audience, kind) => {
        const posts = parts.map((part, i) => post(i + 1, part)).sort((a, b) => Number(a.at ?? 0) - Number(b.at ?? 0));
        const facts = factsOf(posts);
        const { summary, claims } = draftReport(
          { ...facts, clusters: [{ id: 1, title: 'Title', kind }] },
          { audience },
        );

        const known = new Set(posts.map(({ id }) => id));
        for (const { postIds } of claims) expect(postIds.every((id) => known.has(id))).toBe(true);
        expect(new Set(claims.map(({ key }) => key))).toEqual(findCitations(summary));
        for (const line of summary.split('\n')) {
          if (line === '' || line.startsWith('#')) continue;
          expect(line, line).toMatch(/\[\^\d+\]\.?$/);
          // Within the line no sentence ends without a citation.
          expect(line, line).not.toMatch(/[^\d\]]\. [A-Z0-9]/);
        }
        expect(summary).not.toMatch(/\b1 (?:posts|people)\b|\bundefined\b|\bNaN\b/);
      },
    ),
    { numRuns: 300 },
  );
});

test('citations become links, and those of no claim are left out', () => {
  expect(linkCitations('a.[^1] b.[^9]', [{ key: 1 }], (key) => `http://x/${key}`)).toBe('a. [\\[1\\]](http://x/1) b.');
});

function post(id: number, part: Partial<DraftPost> = {}): DraftPost {
  return {
    id,
    clusterId: 1,
    kind: 'complaint',
    voiceId: null,
    isNamed: true,
    place: 'Discord',
    at: new Date('2026-05-04T10:00:00Z'),
    isAnswered: null,
    versions: [],
    platforms: [],
    severities: [],
    storyWords: [],
    ...part,
  };
}

function factsOf(posts: DraftPost[], against: DraftFacts['disagreement']['posts'] = []): DraftFacts {
  return {
    clusters: [{ id: 1, title: 'Export hangs', kind: 'complaint' }],
    posts,
    growth: null,
    disagreement: { readPostIds: posts.map(({ id }) => id), posts: against },
  };
}
