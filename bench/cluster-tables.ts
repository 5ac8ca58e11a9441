import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { NOISE_LABEL, type PartitionScores } from '#pipelines/evaluation/compare-partitions.ts';
import type { WordVectors } from '#pipelines/vectors/word-vectors.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { mean, scoreRun } from './quality.ts';
import { readLabelled } from './read-labelled.ts';

const USAGE = `npm run bench:clusters -- --data DIR [options]

Runs every labelled set of a folder (JSON Lines, gzipped or not) with the number of clusters unknown and told, and writes
the tables between the marks of a Markdown file.

  --seeds N     runs with seeds 1..N (default 5)
  --out FILE    default docs/benchmarks.md
`;
const MARKS = { from: '<!-- clusters: written by npm run bench:clusters -->', to: '<!-- end of clusters -->' } as const;

/** `npm run bench:clusters`: the tables of cluster quality in docs/benchmarks.md. 2 when called wrongly. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      seeds: { type: 'string', default: '5' },
      out: { type: 'string', default: 'docs/benchmarks.md' },
    },
  });
  const seedCount = Number(values.seeds);
  const document = readFileSync(values.out, 'utf8');
  const [start, end] = [document.indexOf(MARKS.from), document.indexOf(MARKS.to)];
  if (values.data === undefined || !Number.isSafeInteger(seedCount) || seedCount < 1 || start < 0 || end < start) {
    process.stderr.write(USAGE);
    return 2;
  }
  const wordVectors = readWordVectors();
  const unknown: string[] = [];
  const told: string[] = [];
  /** ARI that word vectors add, for each set. */
  const losses: number[] = [];
  for (const name of readdirSync(values.data).sort()) {
    if (!/\.jsonl(?:\.gz)?$/.test(name)) continue;
    const posts = (await readLabelled(path.join(values.data, name))).filter(({ label }) => label !== null);
    const labels = new Set(posts.map(({ label }) => label));
    const hasNoise = labels.delete(NOISE_LABEL);
    const run = (clusterCount: number | null, vectors: WordVectors | null = wordVectors) =>
      Array.from({ length: seedCount }, (_, i) => scoreRun(posts, { seed: i + 1, clusterCount }, vectors));
    const set = `${name.replace(/\.jsonl.*/, '')} (${labels.size})`;
    const free = run(null);
    const noise = hasNoise ? spread(free, 'noiseF1') : '-';
    const found = mean(free.map(({ k }) => k)).toFixed(0);
    const wordless = run(null, null);
    unknown.push(row([set, found, spread(free, 'ari'), spread(free, 'b3'), noise, spread(wordless, 'ari')]));
    losses.push(mean(free.map(({ ari }) => ari)) - mean(wordless.map(({ ari }) => ari)));
    const forced = hasNoise ? null : run(labels.size);
    if (forced) told.push(row([set, spread(forced, 'acc'), spread(forced, 'nmi'), spread(forced, 'ari')]));
    console.log(unknown.at(-1), forced ? told.at(-1) : '');
  }
  const tables = [
    `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)};`,
    `mean over ${seedCount} seeds (lowest to highest). In brackets behind a set: its true number of clusters. With noise B-cubed is B3*.`,
    [
      '',
      'Number of clusters unknown:',
      '',
      '| set | found | ARI | B-cubed F1 | noise F1 | ARI without word vectors |',
      '|---|---|---|---|---|---|',
      ...unknown,
      '',
      `Without word vectors the mean ARI is ${short(mean(losses))} below.`,
    ],
    ['', 'Number told, every post placed:', '', '| set | ACC | NMI | ARI |', '|---|---|---|---|', ...told, ''],
  ].flat();
  writeFileSync(values.out, `${document.slice(0, start)}${MARKS.from}\n${tables.join('\n')}\n${document.slice(end)}`);
  return 0;
}

function spread(runs: readonly PartitionScores[], score: keyof PartitionScores): string {
  const all = runs.map((run) => run[score]);
  return `${short(mean(all))} (${short(Math.min(...all))} to ${short(Math.max(...all))})`;
}

function short(value: number): string {
  return value.toFixed(2).replace('0.', '.');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
