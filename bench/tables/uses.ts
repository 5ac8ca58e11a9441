import path from 'node:path';
import type { KindFigures } from '../kinds.ts';
import type { Ranking } from '../rank-uses.ts';
import type { UseFigures } from '../uses.ts';
import { createJudge } from './judge.ts';
import { formatTable, short } from './markdown.ts';
import type { Bench, Measured, Section } from './section.ts';

type Figures = {
  /** Labelled sentences. */
  readonly sentences: NonNullable<UseFigures['test']>;
  /** Posts of the Redash forum, whose hits a person judged. */
  readonly forum: NonNullable<UseFigures['posts']>;
  readonly rankings: readonly {
    readonly of: string;
    readonly ranking: Omit<Ranking, 'ranked'> & { readonly ranked: readonly unknown[] };
  }[];
  /** Of telling kinds, on posts of the same forum. */
  readonly kindsMsPerPost: number;
};

const SENTENCES = 'kinds/use_sentences.jsonl.gz';
const FORUM = 'community/redash.jsonl.gz';
const OF_FORUM = 'Redash forum';
const LABELLED_FORUM = 'kinds/redash_weak.jsonl.gz';
/** Sentences of one source in SENTENCES, and the files of bench/known-uses that say what was intended. */
const SOURCES = [
  { of: 'use_sentences, Redash', source: 'redash', intended: 'redash', docs: 'redash' },
  { of: 'use_sentences, emoncms', source: 'oem', intended: 'emoncms', docs: 'emoncms' },
  { of: 'use_sentences, reviews of many apps, no docs', source: 'appreviews', intended: 'apps', docs: null },
] as const;

export const uses: Section = {
  name: 'uses',
  needs: [SENTENCES, FORUM, LABELLED_FORUM],
  make: async (bench) => formatUses(await measureUses(bench)),
};

async function measureUses({ data, run }: Bench): Promise<Figures> {
  const file = (name: string) => path.join(data, name);
  const find = async (...args: string[]) => (await run<UseFigures>('uses', [...args, '--json']))[0]!;
  const sentences = (await find('--test', file(SENTENCES))).test!;
  const declared = [...declare('redash', 'redash'), '--judged', 'bench/known-uses/redash-judged.txt'];
  const forum = (await find('--posts', file(FORUM), ...declared)).posts!;
  const rankings = [{ of: OF_FORUM, ranking: forum.ranking! }];
  for (const { of, source, intended, docs } of SOURCES) {
    const { test } = await find('--test', file(SENTENCES), '--source', source, ...declare(intended, docs));
    rankings.push({ of, ranking: test!.ranking! });
  }
  const [told] = await run<KindFigures>('kinds', ['--test', file(LABELLED_FORUM), '--json']);
  return { sentences, forum, rankings, kindsMsPerPost: told!.msPerPost };
}

function declare(intended: string, docs: string | null): string[] {
  const option = (name: string, file: string) => [`--${name}`, `bench/known-uses/${file}.txt`];
  return [...option('intended', `${intended}-intended`), ...(docs === null ? [] : option('docs', `${docs}-docs`))];
}

export function formatUses({ sentences, forum, rankings, kindsMsPerPost }: Figures): Measured {
  const judge = createJudge('uses');
  const { judged } = forum;
  const found = [
    [
      `${OF_FORUM}, ${judged?.n ?? 0} of ${forum.hits} hits judged`,
      judged ? judge.cell(OF_FORUM, 'strict precision', judged.strict) : '-',
      judged ? short(judged.any) : '-',
      judge.cell(OF_FORUM, 'hits per 1,000 posts', forum.per1000, { digits: 1 }),
      '-',
    ],
    [
      `use_sentences, ${sentences.hits} hits in ${sentences.n} sentences`,
      ...[short(sentences.strict), short(sentences.any), '-', short(sentences.recall)],
    ],
  ];
  const ranked = rankings.map(({ of, ranking }) => [
    ...[of, String(ranking.ranked.length), String(ranking.unexpected), String(ranking.first10)],
    judge.cell(of, 'unexpected of the first 20', ranking.first20, { digits: 0 }),
    short(ranking.area),
  ]);
  const ms = judge.cell(OF_FORUM, 'ms a post, kinds and uses', kindsMsPerPost + forum.msPerPost);
  return {
    lines: [
      ...formatTable(['', 'strict precision', 'any use', 'hits per 1,000 posts', 'recall of stories'], found),
      '',
      'How many of the first are unexpected:',
      '',
      ...formatTable(['', 'told', 'unexpected', 'of the first 10', 'of the first 20', 'area under the curve'], ranked),
      '',
      `Milliseconds a post of the forum: ${ms}; kinds ${short(kindsMsPerPost, 3)}, uses ${short(forum.msPerPost, 3)}.`,
    ],
    verdicts: judge.verdicts,
  };
}
