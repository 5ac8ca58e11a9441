import type { Severity } from '#pipelines/mentions/find-severity.ts';
import { type Citer, countOf, escapeMarkdown, joinWords, tallyNames, voicesOf, whoOf } from './cite.ts';
import type { DraftFacts, DraftPost } from './draft-facts.ts';

/** What the words stand for, told of one and of many. In the order of weight. */
const SIGNALS: readonly (readonly [Severity, one: string, many: string, label: string])[] = [
  ['data-loss', 'writes of lost data or work', 'write of lost data or work', 'Posts with words of lost data or work'],
  ['security', 'writes of a security problem', 'write of a security problem', 'Posts with words of security'],
  [
    'money',
    'writes of lost or wrongly taken money',
    'write of lost or wrongly taken money',
    'Posts with words of money',
  ],
  [
    'leaving',
    'writes of leaving or giving up on it',
    'write of leaving or giving up on it',
    'Posts with words of leaving',
  ],
  ['blocked', 'cannot do what they came for', 'cannot do what they came for', 'Posts with words of being stuck'],
  [
    'crash',
    'sees crashes, errors or time-outs',
    'see crashes, errors or time-outs',
    'Posts with words of crashes and time-outs',
  ],
  ['every-time', 'says that it keeps happening', 'say that it keeps happening', 'Posts that say it keeps happening'],
  ['workaround', 'mentions a workaround', 'mention a workaround', 'Posts that mention a workaround'],
];

export function tellWhere({ posts, clusters }: DraftFacts, { cite }: Citer): string {
  const isSoftware = clusters.some(({ kind }) => kind === 'complaint');
  return [tellPlaces(posts, cite), tellNames(posts, isSoftware, cite)].filter(Boolean).join(' ');
}

function tellPlaces(posts: readonly DraftPost[], cite: Citer['cite']): string {
  const { ranked } = tallyNames(posts, ({ place }) => [place]);
  const [first, ...rest] = ranked.map(([name, own]) => {
    const people = voicesOf(own) > 0 ? ` by ${countOf(voicesOf(own), 'person', 'people')}` : '';
    return {
      name: escapeMarkdown(name),
      words: `${escapeMarkdown(name)} (${countOf(own.length, 'post')}${people})`,
      own,
    };
  });
  if (!first) return '';
  if (rest.length === 0) return `All of it comes from ${first.name}.${cite(`Posts from ${first.name}`, first.own)}`;
  const words = [first, ...rest.slice(0, 4)].map(
    ({ words: told, own, name }) => `${told}${cite(`Posts from ${name}`, own)}`,
  );
  const more = rest.length > 4 ? [countOf(rest.length - 4, 'other source')] : [];
  return `It comes from ${joinWords([...words, ...more])}.`;
}

function tellNames(posts: readonly DraftPost[], isSoftware: boolean, cite: Citer['cite']): string {
  const versions = tallyNames(posts, (post) => post.versions);
  const platforms = tallyNames(posts, (post) => post.platforms);
  if (versions.posts.length === 0 && platforms.posts.length === 0) {
    // Where nobody speaks of software, that nobody names a version is no finding.
    if (!isSoftware) return '';
    return `No post names a version or a platform.${cite('All posts behind this report', posts)}`;
  }
  const tell = (found: typeof versions, what: string) => {
    if (found.posts.length === 0) return '';
    const count = `${countOf(found.posts.length, 'post')} ${found.posts.length === 1 ? 'names' : 'name'} ${what}`;
    return `${count}: ${found.words}.${cite(`Posts that name ${what}`, found.posts)}`;
  };
  return [tell(versions, 'a version'), tell(platforms, 'a system, browser or host')].filter(Boolean).join(' ');
}

export function tellSeverity({ posts, clusters }: DraftFacts, { cite }: Citer): string {
  const members = posts.filter(({ voiceId, isNamed }) => voiceId !== null || !isNamed);
  const told = SIGNALS.flatMap(([severity, one, many, label]) => {
    const own = members.filter(({ severities }) => severities.includes(severity));
    if (own.length === 0) return [];
    const { words, isOne } = whoOf(own);
    return [`${words} ${isOne ? one : many}.${cite(label, own)}`];
  });
  if (told.length > 1) return told.map((line) => `- ${line}`).join('\n');
  if (told.length === 1) return told.join('');
  // Of a wish nobody expects a crash: saying that there was none would only fill the page.
  if (!clusters.some(({ kind }) => kind === 'complaint')) return '';
  return `No post has words of lost data, blocked work, crashes or leaving.${cite('All posts behind this report', posts)}`;
}

export function tellDisagreement({ disagreement: { posts, readPostIds } }: DraftFacts, { cite }: Citer): string {
  const read = readPostIds.map((id) => ({ id }));
  if (read.length === 0) return '';
  const solved = posts.filter(({ isSolved }) => isSolved);
  const against = posts.filter(({ isSolved }) => !isSolved);
  const told = [
    [against, 'that it works for them or is fine as it is', 'Posts that see it differently'] as const,
    [solved, 'that it was solved', 'Posts that say it was solved'] as const,
  ].flatMap(([own, what, label]) => {
    if (own.length === 0) return [];
    const { words, isOne } = whoOf(own);
    return [`${words} ${isOne ? 'writes' : 'write'} ${what}.${cite(label, own)}`];
  });
  if (told.length > 0) return told.join(' ');
  return `In the ${countOf(read.length, 'post')} of these conversations nobody writes that it works for them or is fine as it is.${cite('All posts of these conversations', read)}`;
}

/** One step, the first that the facts call for. */
export function tellNextStep({ posts, clusters, disagreement }: DraftFacts, { cite }: Citer): string {
  const kinds = new Set(clusters.map(({ kind }) => kind));
  const grave = posts.filter(({ severities }) => severities.includes('data-loss'));
  const versions = tallyNames(posts, (post) => post.versions);
  const platforms = tallyNames(posts, (post) => post.platforms);
  const unanswered = posts.filter(({ isAnswered }) => isAnswered === false);
  const steps: string[] = [];
  if (kinds.has('complaint')) {
    if (grave.length > 0) {
      steps.push(
        `Look first at the ${countOf(grave.length, 'post')} with words of lost data or work.${cite('Posts with words of lost data or work', grave)}`,
      );
    }
    steps.push(tellReproduction(posts, versions, platforms, cite));
    if (disagreement.posts.length > 0) {
      steps.push(
        `Compare with those for whom it works: the difference may be the cause.${cite('Posts that see it differently', disagreement.posts)}`,
      );
    }
  } else if (kinds.has('wish')) {
    const means = posts.filter(
      ({ severities, storyWords }) => severities.includes('workaround') || storyWords.includes('how'),
    );
    steps.push(
      means.length > 0
        ? `Ask the ${whoOf(means).words} who ${whoOf(means).isOne ? 'tells' : 'tell'} what they do today which part of it hurts.${cite('Posts that tell what people do today', means)}`
        : `Ask a few of them what they would do with it; the posts do not say.${cite('All posts behind this report', posts)}`,
    );
  } else if (kinds.has('question')) {
    steps.push(
      `Answer it once where everybody finds it, in the documentation or a pinned post.${cite('All posts behind this report', posts)}`,
    );
  }
  if (unanswered.length > 0) {
    const posted = unanswered.length === 1 ? 'post has' : 'posts have';
    steps.push(
      `${unanswered.length} ${posted} had no answer from anybody else.${cite('Posts that nobody answered', unanswered)}`,
    );
  }
  return steps.filter(Boolean).join(' ');
}

function tellReproduction(
  posts: readonly DraftPost[],
  versions: ReturnType<typeof tallyNames>,
  platforms: ReturnType<typeof tallyNames>,
  cite: Citer['cite'],
): string {
  const [version] = versions.ranked;
  const [platform] = platforms.ranked;
  const isClear = (top: typeof version, all: readonly DraftPost[]) =>
    top && top[1].length >= 2 && top[1].length / all.length >= 0.4;
  if (version && isClear(version, versions.posts)) {
    const on = platform && isClear(platform, platforms.posts) ? ` on ${escapeMarkdown(platform[0])}` : '';
    return `Try to reproduce it with ${escapeMarkdown(version[0])}${on}, which is named most.${cite(`Posts that name ${version[0]}`, version[1])}`;
  }
  if (platform && isClear(platform, platforms.posts)) {
    return `Try to reproduce it on ${escapeMarkdown(platform[0])}, which is named most, and ask for versions.${cite(`Posts that name ${platform[0]}`, platform[1])}`;
  }
  const silent = posts.filter((post) => post.versions.length === 0 && post.platforms.length === 0);
  if (silent.length === 0 || silent.length === posts.length) return '';
  return `Ask for version and system: ${silent.length} of ${posts.length} posts do not say.${cite('Posts without version and system', silent)}`;
}
