import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { createUseFinder, type FoundUse, LEAST_STRENGTH } from '#pipelines/stories/find-uses.ts';
import { learnProductNames } from '#pipelines/stories/learn-product-names.ts';
import { formatRanking, type Ranking, rankUses } from './rank-uses.ts';

const USAGE = `npm run bench:uses -- --test FILE [--posts FILE]

Finds tellings of use. --test: sentences labelled USE_STORY, WEAK_USE or NOT; --posts: posts of one community, for hits
per 1,000 posts. Both JSON Lines, gzipped or not. --show N prints N hits of --posts to be read by a person.

  --intended FILE  the product's intended uses, one a line: ranks the tellings by how unexpected they are
  --docs FILE      text of the product's documentation, beside the intended uses
  --source NAME    only rows of --test with this source; their field "expected" tells how good the ranking is
  --judged FILE    what a person said of the hits of --posts: id and one of U (unexpected), E (expected), V (vague), N (no use)
  --rank N         prints the first N of the ranking
  --json           one JSON object instead
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
type Declared = { readonly intended: readonly string[]; readonly docs: string };
/** Shares 0..1: of hits that say what for, of hits that tell of any use. */
type Precision = { readonly strict: number; readonly any: number };
type SentenceFigures = Precision & {
  readonly n: number;
  readonly hits: number;
  /** Share of the stories that are found. */
  readonly recall: number;
  readonly ranking: Ranking | null;
};
type PostFigures = {
  readonly n: number;
  readonly names: readonly string[];
  readonly hits: number;
  readonly per1000: number;
  readonly msPerPost: number;
  /** Of the hits that a person judged; null when nobody did. */
  readonly judged: (Precision & { readonly n: number }) | null;
  readonly ranking: Ranking | null;
};
/** What `--json` prints: of `--test` and of `--posts`. */
export type UseFigures = { readonly test: SentenceFigures | null; readonly posts: PostFigures | null };

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
      json: { type: 'boolean', default: false },
    },
  });
  if (values.test === undefined && values.posts === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const least = Number(values.least ?? LEAST_STRENGTH);
  const declared = values.intended === undefined ? null : readDeclared(values.intended, values.docs);
  const test = values.test === undefined ? null : scoreSentences(values.test, values.source, least, declared);
  const found = values.posts === undefined ? null : findInPosts(values.posts, least, values.judged, declared);
  const figures: UseFigures = { test, posts: found?.figures ?? null };
  if (values.json) {
    console.log(JSON.stringify(figures));
    return 0;
  }
  if (test) console.log(formatSentences(values.test!, test, Number(values.rank)));
  if (found) console.log(formatPosts(values.posts!, found.figures, Number(values.rank)));
  if (found) showHits(found.hits, Number(values.show));
  return 0;
}

function readDeclared(intended: string, docs: string | undefined): Declared {
  const lines = readFileSync(intended, 'utf8').split('\n');
  return {
    intended: lines.filter((line) => line !== ''),
    docs: docs === undefined ? '' : readFileSync(docs, 'utf8'),
  };
}

function scoreSentences(
  file: string,
  source: string | undefined,
  least: number,
  declared: Declared | null,
): SentenceFigures {
  const rows = readRows(file).filter((row) => source === undefined || row.source === source);
  const hits = findHits(rows, PRODUCTS, 0).filter(({ use }) => use.strength >= least);
  const strict = hits.filter(({ row }) => row.label === 'USE_STORY').length;
  const any = hits.filter(({ row }) => row.label !== 'NOT').length;
  const stories = rows.filter(({ label }) => label === 'USE_STORY').length;
  return {
    ...{ n: rows.length, hits: hits.length, recall: strict / stories },
    ...{ strict: strict / hits.length, any: any / hits.length },
    ranking: declared && rankUses(tellSentences(rows), declared),
  };
}

/** Every sentence of a use counts here, found or not: what is measured is the order. */
function tellSentences(rows: readonly Row[]) {
  const find = createUseFinder(PRODUCTS);
  return rows.flatMap((row) => {
    if (row.label === 'NOT' || (row.expected ?? null) === null) return [];
    const use = find(row.text);
    return {
      ...{ id: row.id, sentence: row.text },
      purpose: use?.purpose ?? (typeof row.y_phrase === 'string' ? row.y_phrase : row.text),
      ...{ strength: use?.strength ?? LEAST_STRENGTH, letter: row.expected ? 'E' : 'U' },
    };
  });
}

function findInPosts(
  file: string,
  least: number,
  judgements: string | undefined,
  declared: Declared | null,
): { readonly figures: PostFigures; readonly hits: readonly Hit[] } {
  const rows = readRows(file);
  const names = learnProductNames(rows);
  const startedAt = process.cpuUsage();
  const hits = findHits(rows, names, least);
  const msPerPost = process.cpuUsage(startedAt).user / 1000 / rows.length;
  const letters = judgements === undefined ? new Map<string, string>() : readLetters(judgements);
  const judged = hits.flatMap(({ row }) => letters.get(row.id) ?? []);
  const strict = judged.filter((letter) => letter === 'U' || letter === 'E').length;
  const any = judged.filter((letter) => letter !== 'N').length;
  const told = hits.map(({ row, use }) => ({
    ...{ id: row.id, sentence: row.text.slice(use.start, use.end) },
    ...{ purpose: use.purpose, strength: use.strength, letter: letters.get(row.id) ?? '?' },
  }));
  const figures = {
    ...{ n: rows.length, names, hits: hits.length, per1000: (hits.length / rows.length) * 1000, msPerPost },
    judged: judged.length === 0 ? null : { n: judged.length, strict: strict / judged.length, any: any / judged.length },
    ranking: declared && rankUses(told, declared),
  };
  return { figures, hits };
}

function formatSentences(file: string, { n, hits, strict, any, recall, ranking }: SentenceFigures, shown: number) {
  const first = `${file}: ${n} sentences, ${hits} hits; strict precision ${strict.toFixed(3)}, any use ${any.toFixed(3)}, recall of stories ${recall.toFixed(3)}`;
  return [first, ...(ranking ? [formatRanking(ranking, shown)] : [])].join('\n');
}

function formatPosts(
  file: string,
  { n, names, hits, per1000, msPerPost, judged, ranking }: PostFigures,
  shown: number,
) {
  return [
    `${file}: ${n} posts, names ${names.join(', ') || 'none'}; ${per1000.toFixed(1)} hits per 1,000 posts, ${msPerPost.toFixed(4)} ms per post`,
    ...(judged
      ? [
          `  judged ${judged.n} of ${hits}: strict precision ${judged.strict.toFixed(3)}, any use ${judged.any.toFixed(3)}`,
        ]
      : []),
    ...(ranking ? [formatRanking(ranking, shown)] : []),
  ].join('\n');
}

function showHits(hits: readonly Hit[], count: number): void {
  const every = Math.max(1, Math.floor(hits.length / Math.max(1, count)));
  for (let i = 0, shown = 0; i < hits.length && shown < count; i += every, shown += 1) {
    const { row, use } = hits[i]!;
    console.log(
      `  ${row.id} ${use.strength.toFixed(1)} [${use.frame}] ${use.who} / ${use.what} / ${use.purpose}\n      ${row.text.slice(use.start, use.end)}`,
    );
  }
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
