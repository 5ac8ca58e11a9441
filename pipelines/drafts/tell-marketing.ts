import type { StoryWord } from '#pipelines/mentions/find-story-words.ts';
import { type Citer, countOf, tallyNames, voicesOf, whoOf } from './cite.ts';
import type { DraftFacts, DraftPost } from './draft-facts.ts';

export function tellMeans({ posts }: DraftFacts, { cite }: Citer): string {
  const own = withWord(posts, 'how');
  const means = tallyNames(posts, ({ platforms }) => platforms);
  const told =
    own.length > 0
      ? `${whoOf(own).words} ${whoOf(own).isOne ? 'tells' : 'tell'} how they do it.${cite('Posts that tell how it is done', own)}`
      : `No post tells how it is done.${cite('All posts behind this report', posts)}`;
  const named =
    means.posts.length > 0
      ? ` They name ${means.words} along the way.${cite('Posts that name a system, browser or host', means.posts)}`
      : '';
  return told + named;
}

export function tellPeople({ posts }: DraftFacts, { cite }: Citer): string {
  const own = withWord(posts, 'who');
  const { ranked } = tallyNames(posts, ({ place }) => [place]);
  const [place] = ranked;
  const where =
    place && ranked.length === 1
      ? ` All of them write in ${place[0]}.${cite(`Posts from ${place[0]}`, place[1])}`
      : place
        ? ` Most of it is from ${place[0]} (${countOf(place[1].length, 'post')}).${cite(`Posts from ${place[0]}`, place[1])}`
        : '';
  if (own.length === 0)
    return `No post says who its author is or what they do.${cite('All posts behind this report', posts)}${where}`;
  const { words, isOne } = whoOf(own);
  return `${words} ${isOne ? 'says' : 'say'} who they are or whom they do it for.${cite('Posts that say who writes', own)}${where}`;
}

export function tellOutcomes({ posts }: DraftFacts, { cite }: Citer): string {
  const own = withWord(posts, 'outcome');
  if (own.length === 0) {
    return `No post says what came of it: ask before telling the story.${cite('All posts behind this report', posts)}`;
  }
  const { words, isOne } = whoOf(own);
  return `${words} ${isOne ? 'tells' : 'tell'} what it brought them.${cite('Posts that tell what came of it', own)}`;
}

/** Each idea only where the posts carry it. */
export function tellIdeas({ posts, growth }: DraftFacts, { cite }: Citer): string {
  const guests = posts.filter(
    ({ storyWords, voiceId }) =>
      voiceId !== null && storyWords.includes('how') && (storyWords.includes('who') || storyWords.includes('outcome')),
  );
  const means = withWord(posts, 'how');
  const asking = posts.filter(({ kind }) => kind === 'question');
  const ideas: string[] = [];
  if (guests.length > 0) {
    const { words, isOne } = whoOf(guests);
    ideas.push(
      `**Guest:** ${words} ${isOne ? 'tells' : 'tell'} the whole story, how they do it and who they are or what came of it; ask ${isOne ? 'them' : 'one of them'} for an interview.${cite('Posts that tell a whole story', guests)}`,
    );
  }
  if (means.length >= 2 && asking.length >= 2) {
    ideas.push(
      `**Tutorial:** ${whoOf(asking).words} ${whoOf(asking).isOne ? 'asks' : 'ask'} and ${whoOf(means).words} explain how it is done.${cite('Posts that ask or explain', [...means, ...asking])}`,
    );
  } else if (means.length >= 2) {
    ideas.push(
      `**Tutorial:** write down what ${whoOf(means).words} already ${whoOf(means).isOne ? 'explains' : 'explain'}.${cite('Posts that tell how it is done', means)}`,
    );
  } else if (asking.length >= 2) {
    ideas.push(
      `**Tutorial:** ${whoOf(asking).words} ${whoOf(asking).isOne ? 'asks' : 'ask'} how it is done.${cite('Posts that ask', asking)}`,
    );
  }
  if (voicesOf(posts) >= 8 || growth?.trend === 'growing') {
    const growing = growth?.trend === 'growing' ? ', and their number grows' : '';
    ideas.push(
      `**Event:** ${countOf(voicesOf(posts), 'person', 'people')} share this${growing}: enough for a session where they show each other.${cite('All posts behind this report', posts)}`,
    );
  }
  if (ideas.length === 0) return `Too early for a story: keep watching.${cite('All posts behind this report', posts)}`;
  return ideas.map((idea) => `- ${idea}`).join('\n');
}

function withWord(posts: readonly DraftPost[], word: StoryWord): DraftPost[] {
  return posts.filter(({ storyWords }) => storyWords.includes(word));
}
