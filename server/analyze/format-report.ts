import type { EnginePost } from '#pipelines/post.ts';
import type { PipelineCluster, PipelineResult, PipelineTheme } from '#pipelines/run-result.ts';
import type { RejectedRecord } from './read-posts.ts';

export type ReportInput = {
  readonly name: string;
  readonly posts: readonly EnginePost[];
  readonly result: PipelineResult;
  readonly rejected: readonly RejectedRecord[];
  readonly elapsedMs: number;
};

const WIDTH = 80;
const BAR_WIDTH = 16;
const SPARK_WIDTH = 26;
const SPARKS = '▁▂▃▄▅▆▇█';
const MAX_CLUSTERS = 40;
const MAX_EXEMPLARS = 3;
const MAX_REJECTED = 10;
const KIND_NAMES: Readonly<Record<string, string>> = { use_case: 'use case' };
const NOTICES = {
  too_few_posts: 'Fewer than 10 posts: too few to tell what recurs from chance. Add more posts.',
  nothing_recurs: 'Nothing recurs: no matter comes up in enough posts to make a cluster.',
} as const;

/** The result as a page of plain text, 80 columns wide. */
export function formatReport({ name, posts, result, rejected, elapsedMs }: ReportInput): string {
  const byId = new Map(posts.map((post) => [post.id, post]));
  const placed = result.posts.filter(({ clusterKey }) => clusterKey !== null).length;
  const counts = `${count(posts.length, 'post')}, ${count(result.clusters.length, 'cluster')}, ${(posts.length - placed).toLocaleString('en-US')} unplaced`;
  const lines = [`${name}: ${counts}, ${(elapsedMs / 1000).toFixed(1)} s`, ''];
  if (result.notice !== null) lines.push(...wrap(NOTICES[result.notice], ''), '');
  const largest = Math.max(1, ...result.clusters.map(({ postCount }) => postCount));
  for (const cluster of result.clusters.slice(0, MAX_CLUSTERS))
    lines.push(...formatCluster(cluster, largest, byId), '');
  const hidden = result.clusters.length - MAX_CLUSTERS;
  if (hidden > 0) lines.push(`${count(hidden, 'smaller cluster')} not shown; --format json has all.`, '');
  if (result.themes.length > 0) lines.push(...formatThemes(result.themes), '');
  if (rejected.length > 0) {
    lines.push(`${count(rejected.length, 'record')} rejected:`);
    for (const { line, reason } of rejected.slice(0, MAX_REJECTED))
      lines.push(...wrap(`line ${line}: ${reason}`, '  '));
    if (rejected.length > MAX_REJECTED)
      lines.push(`  and ${rejected.length - MAX_REJECTED} more; --format json has all.`);
    lines.push('');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function formatCluster(cluster: PipelineCluster, largest: number, byId: ReadonlyMap<string, EnginePost>): string[] {
  const bar = drawBar(cluster.postCount / largest);
  const kind = KIND_NAMES[cluster.kind] ?? cluster.kind;
  const span =
    cluster.firstSeenAt === null || cluster.lastSeenAt === null
      ? ''
      : `  ${day(cluster.firstSeenAt)} to ${day(cluster.lastSeenAt)}`;
  const also = cluster.alsoCount === 0 ? '' : `, also in ${cluster.alsoCount}`;
  const lines = [
    cut(`${cluster.key.padEnd(5)}${cluster.title}`, WIDTH),
    `     ${bar} ${count(cluster.postCount, 'post')}, ${count(cluster.voiceCount, 'voice')}, ${kind}${also}`,
  ];
  if (cluster.weeks.length > 1)
    lines.push(`     ${drawSparkline(cluster.weeks.map(({ voiceCount }) => voiceCount))}${span}`);
  else if (span !== '') lines.push(`    ${span}`);
  lines.push(cut(`     ${cluster.terms.map(({ term }) => term).join(', ')}`, WIDTH));
  for (const id of cluster.exemplarIds.slice(0, MAX_EXEMPLARS)) {
    const post = byId.get(id);
    const text = (post?.text.trim() || post?.title || '').replace(/\s+/g, ' ');
    lines.push(`${cut(`     “${text}`, WIDTH - 1)}”`);
  }
  return lines;
}

function formatThemes(themes: readonly PipelineTheme[]): string[] {
  const lines = [`${count(themes.length, 'theme')} over clusters about neighbouring matters:`];
  for (const { title, clusterKeys, postCount } of themes) {
    lines.push(cut(`  ${title}: ${count(postCount, 'post')} in ${clusterKeys.join(', ')}`, WIDTH));
  }
  return lines;
}

export function drawBar(share: number): string {
  const filled = Math.max(1, Math.round(share * BAR_WIDTH));
  return '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
}

/** Values over time in at most 26 columns; neighbouring weeks are added up when there are more. */
export function drawSparkline(values: readonly number[]): string {
  const columns = Math.min(SPARK_WIDTH, values.length);
  const sums = new Array<number>(columns).fill(0);
  for (const [index, value] of values.entries()) {
    const column = Math.floor((index * columns) / values.length);
    sums[column] = (sums[column] ?? 0) + value;
  }
  const most = Math.max(1, ...sums);
  return sums
    .map((sum) => SPARKS[sum === 0 ? 0 : Math.max(1, Math.round((sum / most) * (SPARKS.length - 1)))])
    .join('');
}

/** Cuts at a column count; wide characters (CJK, emoji) take two columns. */
export function cut(text: string, columns: number): string {
  let used = 0;
  let kept = '';
  for (const symbol of text.replace(/[\p{Cc}\p{Cf}]/gu, '')) {
    used += /[\p{Extended_Pictographic}\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\uff00-\uff60]/u.test(symbol) ? 2 : 1;
    if (used > columns) return `${[...kept].slice(0, -1).join('')}…`;
    kept += symbol;
  }
  return kept;
}

function wrap(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = `${indent}  `;
    }
    line += line.trim() === '' ? word : ` ${word}`;
  }
  return [...lines, line];
}

function count(value: number, noun: string): string {
  return `${value.toLocaleString('en-US')} ${noun}${value === 1 ? '' : 's'}`;
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
