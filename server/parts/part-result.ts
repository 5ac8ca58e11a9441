import { createHash } from 'node:crypto';
import type { PartResult } from '#db/schema.ts';
import type { LabelledPost } from '#pipelines/kinds/parse-seeds.ts';
import type { PartPost, ToldPart } from '#pipelines/tell-parts.ts';

/** @returns a function that names the words of a part's posts, together with those that the judge learned from. */
export function createDigester(learned: readonly Pick<LabelledPost, 'text'>[]): (posts: readonly PartPost[]) => string {
  const ground = createHash('sha256');
  for (const { text } of learned) ground.update(JSON.stringify(text)).update('\n');
  const prefix = ground.digest('hex');
  return (posts) => {
    const hash = createHash('sha256').update(prefix);
    for (const { title, text } of posts) hash.update('\n').update(JSON.stringify([title ?? null, text]));
    return hash.digest('hex');
  };
}

export function writeResult({ probabilities, reasons, uses }: ToldPart, digest: string): PartResult {
  return { digest, probabilities: Array.from(probabilities), reasons: Array.from(reasons), uses };
}

export function readResult({ probabilities, reasons, uses }: PartResult): ToldPart {
  return { probabilities: Float64Array.from(probabilities), reasons: Int32Array.from(reasons), uses };
}
