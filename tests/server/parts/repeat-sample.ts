import { samplePosts, type TestPost } from '#tests/database/insert-posts.ts';

const STORIES = ['plan the shifts of our ward', 'grow tomatoes in our greenhouse', 'teach my class', 'run our shop'];

/** Posts enough to be told in parts, of all kinds, some of which tell a use. No two are the same. */
export function repeatSample(count: number): TestPost[] {
  const sample = samplePosts();
  return Array.from({ length: count }, (_, i) => {
    const post = sample[i % sample.length];
    if (!post) throw new Error('the sample is empty');
    const round = Math.floor(i / sample.length);
    const text =
      i % 97 === 0 ? `We use it to ${STORIES[i % 4]} every day, number ${i}.` : `${post.text} Number ${round}.`;
    return { ...post, id: `${post.id}-${round}`, thread: post.thread ? `${post.thread}-${round}` : null, text };
  });
}
