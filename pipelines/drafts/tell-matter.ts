import { writeDate } from '#pipelines/issue-body/write-date.ts';
import type { Kind } from '#pipelines/kinds/kind.ts';
import { type Citer, countOf, escapeMarkdown, joinWords, voicesOf } from './cite.ts';
import type { DraftFacts, DraftPost } from './draft-facts.ts';

const HEADINGS: Readonly<Record<Kind, string>> = {
  complaint: 'The problem',
  wish: 'What they wish for',
  question: 'What they ask',
  praise: 'What they like',
  use_case: 'The use case',
  other: 'What it is about',
};
/** One post, several posts. */
const KIND_WORDS: Readonly<Record<Kind, readonly [one: string, many: string]>> = {
  complaint: ['a complaint', 'complaints'],
  wish: ['a wish', 'wishes'],
  question: ['a question', 'questions'],
  praise: ['praise', 'praise'],
  use_case: ['a story of use', 'stories of use'],
  other: ['something else', 'something else'],
};
const MONTHS_WORTH_TELLING = 4;

/** Heading and text: what it is about, and how many say so. */
export function tellMatter(facts: DraftFacts, { cite }: Citer): [heading: string, text: string] {
  const { clusters, posts } = facts;
  const [only] = clusters;
  const kind = clusters.every((cluster) => cluster.kind === only?.kind) ? (only?.kind ?? 'other') : 'other';
  const all = cite('All posts behind this report', posts);
  const titles = clusters.map(({ title }) => `**${escapeMarkdown(title)}**`);
  const about = clusters.length === 1 ? titles[0] : `${clusters.length} things`;
  const opening = `${tellCount(posts)} ${about}.${all}`;
  const paragraphs = [
    opening,
    clusters.length > 1 ? listClusters(facts, cite) : '',
    [tellKinds(posts, cite), tellSpread(posts, all, cite)].filter(Boolean).join(' '),
  ];
  return [HEADINGS[kind], paragraphs.filter(Boolean).join('\n\n')];
}

function listClusters({ clusters, posts }: DraftFacts, cite: Citer['cite']): string {
  return clusters
    .map(({ id, title }) => {
      const own = posts.filter(({ clusterId }) => clusterId === id);
      const counts = `${countOf(voicesOf(own), 'person', 'people')}, ${countOf(own.length, 'post')}`;
      return `- **${escapeMarkdown(title)}**: ${counts}.${cite(`Posts on “${title}”`, own)}`;
    })
    .join('\n');
}

/** "21 people write in 28 posts about". Without names nobody knows how many people: then only posts are counted. */
function tellCount(posts: readonly DraftPost[]): string {
  const voices = voicesOf(posts);
  const unnamed = posts.filter(({ isNamed }) => !isNamed).length;
  const count = countOf(posts.length, 'post');
  if (unnamed === posts.length) return `In ${count}, members write about`;
  if (voices === 0) return `In ${count}, all by staff, people write about`;
  const aside = unnamed > 0 ? `, ${unnamed} of them without a named author,` : '';
  return `${countOf(voices, 'person', 'people')} ${voices === 1 ? 'writes' : 'write'} in ${count}${aside} about`;
}

/** What the posts are one by one: the kind of a cluster is only that of most of them. */
function tellKinds(posts: readonly DraftPost[], cite: Citer['cite']): string {
  if (posts.length < 2) return '';
  const counts = new Map<Kind, DraftPost[]>();
  for (const post of posts) counts.set(post.kind, [...(counts.get(post.kind) ?? []), post]);
  const ranked = [...counts].sort(
    (a, b) => Number(a[0] === 'other') - Number(b[0] === 'other') || b[1].length - a[1].length,
  );
  const words = ranked.map(([kind, own]) => {
    const [one, many] = KIND_WORDS[kind];
    return `${own.length} ${own.length === 1 ? 'is' : 'are'} ${own.length === 1 ? one : many}${cite(`Posts that are ${many}`, own)}`;
  });
  return `Of these posts, ${joinWords(words)}.`;
}

/** Whether it is many people or one loud one: the first thing a reader would ask. */
function tellSpread(posts: readonly DraftPost[], all: string, cite: Citer['cite']): string {
  const voices = voicesOf(posts);
  if (voices < 2) return '';
  const own = new Map<number, DraftPost[]>();
  for (const post of posts) if (post.voiceId !== null) own.set(post.voiceId, [...(own.get(post.voiceId) ?? []), post]);
  const most = [...own.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  if (most.length === 1) return `Nobody wrote twice.${all}`;
  if (most.length >= 4 && most.length / posts.length >= 0.25) {
    const without = `${countOf(posts.length - most.length, 'post')} by ${countOf(voices - 1, 'person', 'people')}`;
    return `One person wrote ${most.length} of the ${posts.length} posts; without them it is ${without}.${cite('Posts by the person who wrote most', most)}`;
  }
  const once = [...own.values()].filter(({ length }) => length === 1).length;
  return `${once} of the ${voices} wrote once; nobody wrote more than ${most.length} times.${all}`;
}

export function tellTime({ posts, growth }: DraftFacts, { cite }: Citer): string {
  const dated = posts.filter((post): post is DraftPost & { at: Date } => post.at !== null);
  const [first] = dated;
  const last = dated.at(-1);
  if (!first || !last) return '';
  const ends = cite('The first and the latest post', [first, last]);
  const [from, to] = [writeDate(first.at), writeDate(last.at)];
  const span =
    from === to
      ? `All of it was written on ${from}.${ends}`
      : `The first post is from ${from}, the latest from ${to}.${ends}`;
  return [span, tellMonths(dated, cite), growth ? tellGrowth(dated, growth, cite) : ''].filter(Boolean).join(' ');
}

function tellMonths(dated: readonly (DraftPost & { at: Date })[], cite: Citer['cite']): string {
  const months = new Map<string, (DraftPost & { at: Date })[]>();
  for (const post of dated) {
    const month = post.at.toISOString().slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), post]);
  }
  const [first, last] = [dated[0], dated.at(-1)];
  if (!first || !last || months.size < 2) return '';
  const spanned =
    (last.at.getUTCFullYear() - first.at.getUTCFullYear()) * 12 + last.at.getUTCMonth() - first.at.getUTCMonth() + 1;
  if (spanned < MONTHS_WORTH_TELLING) return '';
  const ranked = [...months.values()].sort((a, b) => voicesOf(b) - voicesOf(a) || b.length - a.length);
  const [most = [], second = []] = ranked;
  const count =
    months.size === spanned
      ? `It came up in each of the ${spanned} months`
      : `It came up in ${months.size} of ${spanned} months`;
  const start = most[0]?.at;
  if (!start || voicesOf(most) <= voicesOf(second)) return `${count}.${cite('All dated posts', dated)}`;
  const month = writeDate(start).replace(/^\d+ /, '');
  return `${count}, most in ${month} (${countOf(voicesOf(most), 'person', 'people')}).${cite(`Posts of ${month}`, most)}`;
}

function tellGrowth(
  dated: readonly (DraftPost & { at: Date })[],
  { recentVoiceCount: recent, earlierVoiceCount: earlier, weekCount, endsAt, trend }: NonNullable<DraftFacts['growth']>,
  cite: Citer['cite'],
): string {
  const weeks = countOf(weekCount, 'week');
  const begin = endsAt.getTime() - 2 * weekCount * 7 * 86_400_000;
  const window = dated.filter(({ at }) => at.getTime() > begin);
  const end = `the ${weeks} to ${writeDate(endsAt)}`;
  if (recent === 0 && earlier === 0) {
    const last = dated.at(-1);
    return `Nobody wrote about it in ${end}, nor in the ${weeks} before.${last ? cite('The latest post', [last]) : ''}`;
  }
  const verdict =
    { growing: 'It is growing', fading: 'It is fading', steady: 'No clear trend' }[trend as string] ?? 'No clear trend';
  return `${verdict}: ${countOf(recent, 'person', 'people')} in ${end}, ${earlier} in the ${weeks} before.${cite(`Posts of the last ${2 * weekCount} weeks`, window)}`;
}
