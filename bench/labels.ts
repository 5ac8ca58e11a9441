import path from 'node:path';
import { parseArgs } from 'node:util';
import { type LabelScores, scoreLabels } from '#pipelines/evaluation/score-labels.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { readLabelled } from './read-labelled.ts';

const USAGE = `npm run bench:labels -- --data FILE [--data FILE ...] [options]

Holds titles and terms of found clusters against the posts of JSON Lines files, gzipped or not: the share of a cluster's
posts that say one of its first three terms (hit), the share of other placed posts that do (leak), means over clusters of
five posts and more; and clusters that share a first term or a title.

  --titles N   also the N largest clusters: posts, title, first terms
  --json       one JSON object per file instead
`;

/** What `--json` prints of a file. */
export type LabelFigures = LabelScores & { readonly name: string; readonly clusters: number };

/** `npm run bench:labels`: whether labels tell whose posts are whose. 2 when called wrongly. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string', multiple: true },
      titles: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
    },
  });
  const titleCount = Number(values.titles);
  if (values.data === undefined || !Number.isSafeInteger(titleCount) || titleCount < 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  for (const file of values.data) {
    const posts = await readLabelled(file);
    const result = runPipeline(posts, { tellsKinds: false }, {}, readWordVectors());
    const scores = scoreLabels(posts, result);
    const name = path.basename(file).replace(/\.jsonl.*/, '');
    const figures: LabelFigures = { name, clusters: result.clusters.length, ...scores };
    if (values.json) console.log(JSON.stringify(figures));
    else
      console.log(
        `${name.padEnd(20)} ${String(result.clusters.length).padStart(4)} clusters, hit ${scores.hit.toFixed(3)}, leak ${scores.leak.toFixed(3)}, shared first terms ${scores.sharedFirst}, shared titles ${scores.sharedTitle}`,
      );
    const largest = [...result.clusters].sort((a, b) => b.postCount - a.postCount).slice(0, titleCount);
    for (const { postCount, title, terms } of largest)
      console.log(
        `${String(postCount).padStart(6)}  ${title}  [${terms
          .slice(0, 3)
          .map(({ term }) => term)
          .join(', ')}]`,
      );
  }
  return 0;
}
