import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseWordVectors, type WordVectors } from '#pipelines/vectors/word-vectors.ts';
import { projectRoot } from '#server/config/project-root.ts';

const FOLDER = 'pipelines/vectors/words-en';

/**
 * The English word vectors that come with Refrain: 6 MB, read in about 40 ms.
 * @throws Error when the checkout lacks them.
 */
export function readWordVectors(): WordVectors {
  const read = (name: string) => readFileSync(path.join(projectRoot(), FOLDER, name));
  return parseWordVectors('en', 128, read('vocabulary.txt').toString('utf8'), read('vectors.bin'));
}
