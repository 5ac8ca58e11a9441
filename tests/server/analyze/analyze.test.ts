import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAnalyze } from '#server/cli/analyze.ts';
import { writePosts } from '#tests/pipelines/write-posts.ts';
import { startEmbeddingsStandIn } from '#tests/stand-ins/embeddings.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'refrain-analyze-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const LINES = writePosts(60).map(({ id, text, authorId, at }) =>
  JSON.stringify({ id, text, author: authorId, created_at: new Date(at ?? 0).toISOString() }),
);

describe('--embeddings', () => {
  test('sends every post to the endpoint with the key of the file, and the result names the model', async () => {
    const server = await startEmbeddingsStandIn({ key: 'sk-key' });
    const options = ['--embeddings', server.url, '--embeddings-model', 'toy', '--embeddings-key-file'];
    const { code, stdout } = await analyze([
      write('e.jsonl', LINES.join('\n')),
      '--format',
      'json',
      ...options,
      write('key', 'sk-key\n'),
    ]);

    expect(code).toBe(0);
    expect(JSON.parse(stdout).run.parameters).toMatchObject({ postVectors: 'toy', wordVectors: null });
    expect(server.seen.flatMap(({ texts }) => texts)).toHaveLength(60);
    await server.close();
  });

  test('prints no result where the endpoint fails, and says why', async () => {
    const server = await startEmbeddingsStandIn({ key: 'sk-key' });
    const { code, stdout, stderr } = await analyze([
      write('e.jsonl', LINES.join('\n')),
      '--embeddings',
      server.url,
      '--embeddings-model',
      'toy',
    ]);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('refused the key (401)');
    await server.close();
  });

  test.each([
    [['--embeddings-model', 'toy'], '--embeddings URL'],
    [['--embeddings', 'http://localhost:11434/v1'], '--embeddings-model'],
    [['--embeddings', 'file:///etc/passwd', '--embeddings-model', 'toy'], 'must be an address'],
  ])('%j is a wrong call', async (options, message) => {
    const { code, stderr } = await analyze([write('e.jsonl', LINES.join('\n')), ...options]);

    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('--format json', () => {
  test('prints the promised shape, counts agree with lists', async () => {
    const bytes = gzipSync(LINES.join('\n'));
    const { code, stdout } = await analyze([write('posts.jsonl.gz', bytes), '--format', 'json', '--seed', '3']);
    const { run, clusters, posts, rejected } = JSON.parse(stdout);

    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(stdout))).toEqual(['run', 'clusters', 'themes', 'posts', 'rejected']);
    expect(Object.keys(run)).toEqual([
      'inputSha256',
      'postCount',
      'seed',
      'parameters',
      'version',
      'timings',
      'peakRssMb',
    ]);
    expect(run).toMatchObject({
      inputSha256: createHash('sha256').update(bytes).digest('hex'),
      postCount: 60,
      seed: 3,
    });
    expect(Object.keys(run.timings).every((name) => name.endsWith('Ms'))).toBe(true);
    expect(run.peakRssMb).toBeGreaterThan(10);
    expect(rejected).toEqual([]);
    expect(clusters.length).toBeGreaterThanOrEqual(3);
    for (const [index, cluster] of clusters.entries()) {
      expect(Object.keys(cluster)).toEqual([
        'id',
        'title',
        'kind',
        'terms',
        'postCount',
        'alsoCount',
        'voiceCount',
        'firstSeenAt',
        'lastSeenAt',
        'exemplarIds',
        'themeId',
      ]);
      expect(cluster.id).toBe(`c${index + 1}`);
      expect(posts.filter((post: { clusterId: string }) => post.clusterId === cluster.id)).toHaveLength(
        cluster.postCount,
      );
      expect(new Date(cluster.firstSeenAt).toISOString()).toBe(cluster.firstSeenAt);
    }
    for (const post of posts) expect(Object.keys(post)).toEqual(['id', 'clusterId', 'kind', 'score', 'also']);
  });

  test('bad lines are rejected with line and reason, the rest goes on', async () => {
    const bad = [
      '{bad',
      LINES[0],
      '{"text":"no id"}',
      '{"id":"t"}',
      '{"id":"e","text":"  "}',
      '',
      '[1]',
      '{"id":"n","text":5}',
    ];
    const file = write('bad.jsonl', [...LINES, ...bad].join('\n'));
    const { run, rejected } = JSON.parse((await analyze([file, '--format', 'json'])).stdout);

    expect(run.postCount).toBe(60);
    expect(rejected.map(({ line }: { line: number }) => line)).toEqual([61, 62, 63, 64, 65, 67, 68]);
    for (const { reason } of rejected) expect(reason).toMatch(/\w{3}/);
    expect(rejected[1].reason).toContain('line 1');
  });

  test('CSV is read by its header, with ids as the file has them', async () => {
    const rows = writePosts(30).map(({ id, text }) => `"${text}",${id},ann,2024-03-01`);
    const file = write('posts.csv', `text,id,author,created_at\n${rows.join('\n')}\n`);
    const { run, posts, clusters } = JSON.parse((await analyze([file, '--format', 'json', '--clusters', '2'])).stdout);

    expect(run.postCount).toBe(30);
    expect(posts[0].id).toBe('post-000000');
    expect(clusters).toHaveLength(2);
    expect(clusters[0]).toMatchObject({ voiceCount: 1, firstSeenAt: '2024-03-01T00:00:00.000Z' });
  });

  test('standard input, --limit and --out', async () => {
    const out = path.join(folder, 'out.json');
    const { code, stdout } = await analyze(['-', '--format', 'json', '--limit', '12', '--out', out], LINES.join('\n'));

    expect(code).toBe(0);
    expect(stdout).toBe('');
    expect(JSON.parse(readFileSync(out, 'utf8')).run.postCount).toBe(12);
  });
});

test('the text report fits 80 columns and says what was rejected', async () => {
  const { code, stdout } = await analyze([write('some.jsonl', [...LINES, '{bad'].join('\n'))]);

  expect(code).toBe(0);
  expect(stdout).toContain('1 record rejected');
  expect(stdout).toMatch(/█/);
  expect(stdout).toMatch(/[▂-█]/);
  for (const line of stdout.split('\n').slice(1)) expect([...line].length, line).toBeLessThanOrEqual(80);
});

test('fewer than ten posts are said to be too few', async () => {
  const { code, stdout } = await analyze([write('few.jsonl', LINES.slice(0, 9).join('\n'))]);

  expect(code).toBe(0);
  expect(stdout).toContain('Fewer than 10 posts');
});

test('an empty file is a report of nothing', async () => {
  const { code, stdout } = await analyze([write('empty.jsonl', ''), '--format', 'json']);

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ run: { postCount: 0 }, clusters: [], posts: [], rejected: [] });
});

test.each([
  [['nowhere.jsonl'], 1, 'There is no file "nowhere.jsonl"'],
  [[], 2, 'Name the file'],
  [['a', 'b'], 2, 'One file at a time'],
  [['a', '--clusters', '0'], 2, '--clusters must be a whole number from 1 up'],
  [['a', '--seed', 'x'], 2, '--seed must be a whole number'],
  [['a', '--min-size', '1'], 2, '--min-size must be a whole number from 2'],
  [['a', '--format', 'xml'], 2, '--format must be text or json'],
  [['a', '--colour'], 2, '--colour'],
])('%j ends with code %i and says why', async (argv, expected, message) => {
  const { code, stderr, stdout } = await analyze(argv);

  expect(code).toBe(expected);
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
});

test('more clusters than posts are refused', async () => {
  const { code, stderr } = await analyze([write('ten.jsonl', LINES.slice(0, 10).join('\n')), '--clusters', '11']);

  expect(code).toBe(2);
  expect(stderr).toContain('there are 10');
});

async function analyze(argv: readonly string[], input = ''): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const code = await runAnalyze([...argv], {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    isTty: false,
    stdin: (async function* () {
      yield Buffer.from(input);
    })(),
  });
  return { code, ...written };
}

function write(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}
