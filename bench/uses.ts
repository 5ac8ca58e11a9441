import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { createUseFinder, type FoundUse, LEAST_STRENGTH } from '#pipelines/stories/find-uses.ts';
import { learnProductNames } from '#pipelines/stories/learn-product-names.ts';
import { rankBench } from './rank-uses.ts';

const USAGE = `npm run bench:uses -- --test FILE [--posts FILE]

Finds tellings of use. --test: sentences labelled USE_STORY, WEAK_USE or NOT; --posts: posts of one community, for hits
per 1,000 posts. Both JSON Lines, gzipped or not. --show N prints N hits of --posts to be read by a person.

  --intended FILE  the product's intended uses, one a line: ranks the tellings by how unexpected they are
  --docs FILE      text of the product's documentation, beside the intended uses
  --source NAME    only rows of --test with this source; their field "expected" tells how good the ranking is
  --judged FILE    what a person said of the hits of --posts: id and one of U (unexpected), E (expected), V (vague), N (no use)
  --rank N         prints the first N of the ranking
`;
const PRODUCTS =
  'redash re:dash emoncms emontx emonpi evernote dropbox tripadvisor pinterest whatsapp picsart facebook'.split(' ');

type Line = {
  readonly id: string;
  readonly title?: string | null;
  readonly text: string;
  readonly label?: string;
  readonly source?: string;
};
type Row = Line & { readonly expected?: boolean | null; readonly y_phrase?: string | number | null };
type Hit = { readonly row: Row; readonly use: FoundUse };

/** `npm run bench:uses`: strict precision of found uses, how many there are, and how unexpected the first of them. */
export function main(argv: string[]): number {
  const { values } = parseArgs({
    args: argv,
    options: {
      test: { type: 'string' },
      posts: { type: 'string' },
      show: { type: 'string', default: '0' },
      least: { type: 'string' },
      intended: { type: 'string' },
      docs: { type: 'string' },
      source: { type: 'string' },
      judged: { type: 'string' },
      rank: { type: 'string', default: '0' },
    },
  });
  if (values.test === undefined && values.posts === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const least = Number(values.least ?? LEAST_STRENGTH);
  const declared =
    values.intended === undefined
      ? null
      : {
          intended: readFileSync(values.intended, 'utf8')
            .split('\n')
            .filter((line) => line !== ''),
          docs: values.docs === undefined ? '' : readFileSync(values.docs, 'utf8'),
        };
  if (values.test !== undefined) {
    const rows = readRows(values.test).filter(({ source }) => values.source === undefined || source === values.source);
    const hits = findHits(rows, PRODUCTS, 0).filter(({ use }) => use.strength >= least);
    const strict = hits.filter(({ row }) => row.label === 'USE_STORY').length;
    const any = hits.filter(({ row }) => row.label !== 'NOT').length;
    const stories = rows.filter(({ label }) => label === 'USE_STORY').length;
    console.log(
      `${values.test}: ${rows.length} sentences, ${hits.length} hits; strict precision ${(strict / hits.length).toFixed(3)}, any use ${(any / hits.length).toFixed(3)}, recall of stories ${(strict / stories).toFixed(3)}`,
    );
    if (declared !== null) {
      const find = createUseFinder(PRODUCTS);
      // Every sentence of a use counts here, found or not: what is measured is the order.
      const told = rows.flatMap((row) => {
        if (row.label === 'NOT' || (row.expected ?? null) === null) return [];
        const use = find(row.text);
        return {
          ...{
            id: row.id,
            sentence: row.text,
            purpose: use?.purpose ?? (typeof row.y_phrase === 'string' ? row.y_phrase : row.text),
          },
          ...{ strength: use?.strength ?? LEAST_STRENGTH, letter: row.expected ? 'E' : 'U' },
        };
      });
      rankBench(told, declared, Number(values.rank));
    }
  }
  if (values.posts !== undefined) {
    const rows = readRows(values.posts);
    const names = learnProductNames(rows);
    const startedAt = process.cpuUsage();
    const hits = findHits(rows, names, least);
    const ms = process.cpuUsage(startedAt).user / 1000;
    console.log(
      `${values.posts}: ${rows.length} posts, names ${names.join(', ') || 'none'}; ${((hits.length / rows.length) * 1000).toFixed(1)} hits per 1,000 posts, ${(ms / rows.length).toFixed(4)} ms per post`,
    );
    const letters = values.judged === undefined ? new Map<string, string>() : readLetters(values.judged);
    const judged = hits.flatMap(({ row }) => letters.get(row.id) ?? []);
    if (judged.length > 0) {
      const strict = judged.filter((letter) => letter === 'U' || letter === 'E').length;
      const any = judged.filter((letter) => letter !== 'N').length;
      console.log(
        `  judged ${judged.length} of ${hits.length}: strict precision ${(strict / judged.length).toFixed(3)}, any use ${(any / judged.length).toFixed(3)}`,
      );
    }
    if (declared !== null) {
      const told = hits.map(({ row, use }) => ({
        ...{ id: row.id, sentence: row.text.slice(use.start, use.end) },
        ...{ purpose: use.purpose, strength: use.strength, letter: letters.get(row.id) ?? '?' },
      }));
      rankBench(told, declared, Number(values.rank));
    }
    const every = Math.max(1, Math.floor(hits.length / Math.max(1, Number(values.show))));
    for (let i = 0, shown = 0; i < hits.length && shown < Number(values.show); i += every, shown += 1) {
      const { row, use } = hits[i]!;
      console.log(
        `  ${row.id} ${use.strength.toFixed(1)} [${use.frame}] ${use.who} / ${use.what} / ${use.purpose}\n      ${row.text.slice(use.start, use.end)}`,
      );
    }
  }
  return 0;
}

function findHits(rows: readonly Row[], names: readonly string[], least: number): Hit[] {
  const find = createUseFinder(names);
  return rows.flatMap((row) => {
    const use = find(row.text);
    return use === null || use.strength < least ? [] : { row, use };
  });
}

function readLetters(file: string): Map<string, string> {
  const lines = readFileSync(file, 'utf8').split('\n');
  return new Map(
    lines.filter((line) => /^\S+ [UEVN]/.test(line)).map((line) => [line.split(' ')[0]!, line.split(' ')[1]!]),
  );
}

function readRows(file: string): Row[] {
  const bytes = readFileSync(file);
  const text = (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
