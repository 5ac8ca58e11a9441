import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { createUseFinder, LEAST_STRENGTH } from '#pipelines/stories/find-uses.ts';
import { learnProductNames } from '#pipelines/stories/learn-product-names.ts';

const USAGE = `npm run bench:uses -- --test FILE [--posts FILE]

Finds tellings of use. --test: sentences labelled USE_STORY, WEAK_USE or NOT; --posts: posts of one community, for hits
per 1,000 posts. Both JSON Lines, gzipped or not. --show N prints N hits of --posts to be read by a person.
`;

/** `npm run bench:uses`: strict precision of found uses, and how many there are. */
export function main(argv: string[]): number {
  const { values } = parseArgs({
    args: argv,
    options: {
      test: { type: 'string' },
      posts: { type: 'string', multiple: true },
      show: { type: 'string', default: '0' },
      least: { type: 'string' },
    },
  });
  if (values.test === undefined && values.posts === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const least = Number(values.least ?? LEAST_STRENGTH);
  if (values.test !== undefined) {
    const find = createUseFinder([
      'redash',
      're:dash',
      'emoncms',
      'emontx',
      'emonpi',
      'evernote',
      'dropbox',
      'tripadvisor',
      'pinterest',
      'whatsapp',
      'picsart',
      'facebook',
    ]);
    const rows = readLines(values.test);
    const hits = rows
      .map((row) => ({ row, use: find(row.text) }))
      .filter(({ use }) => use !== null && use.strength >= least);
    const strict = hits.filter(({ row }) => row.label === 'USE_STORY').length;
    const any = hits.filter(({ row }) => row.label !== 'NOT').length;
    const stories = rows.filter(({ label }) => label === 'USE_STORY').length;
    console.log(
      `${values.test}: ${rows.length} sentences, ${hits.length} hits; strict precision ${(strict / hits.length).toFixed(3)}, any use ${(any / hits.length).toFixed(3)}, recall of stories ${(strict / stories).toFixed(3)}`,
    );
  }
  for (const file of values.posts ?? []) {
    const rows = readLines(file);
    const names = learnProductNames(rows);
    const find = createUseFinder(names);
    const startedAt = performance.now();
    const hits = rows
      .map(({ text }) => ({ text, use: find(text) }))
      .filter(({ use }) => use !== null && use.strength >= least);
    const ms = performance.now() - startedAt;
    console.log(
      `${file}: ${rows.length} posts, names ${names.join(', ') || 'none'}; ${((hits.length / rows.length) * 1000).toFixed(1)} hits per 1,000 posts, ${(ms / rows.length).toFixed(4)} ms per post`,
    );
    const every = Math.max(1, Math.floor(hits.length / Math.max(1, Number(values.show))));
    for (let i = 0, shown = 0; i < hits.length && shown < Number(values.show); i += every, shown += 1) {
      const { text, use } = hits[i]!;
      console.log(
        `  ${use!.strength.toFixed(1)} [${use!.frame}] ${use!.who} / ${use!.what} / ${use!.purpose}\n      ${text.slice(use!.start, use!.end)}`,
      );
    }
  }
  return 0;
}

function readLines(file: string): { text: string; label: string }[] {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
