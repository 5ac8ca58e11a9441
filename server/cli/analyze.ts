import { readFile, stat, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { EnginePost } from '#pipelines/post.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import type { PipelineResult } from '#pipelines/run-result.ts';
import type { PostMeanings } from '#pipelines/vectors/post-vectors.ts';
import { toAnalysis } from '#server/analyze/analysis.ts';
import { formatReport } from '#server/analyze/format-report.ts';
import { type ReadPosts, readPosts } from '#server/analyze/read-posts.ts';
import { showProgress } from '#server/analyze/show-progress.ts';
import { readVersion } from '#server/config/read-version.ts';
import { createEmbedder } from '#server/embeddings/create-embedder.ts';
import { embedEnginePosts } from '#server/embeddings/embed-engine-posts.ts';
import { readUrl } from '#server/embeddings/save-endpoint.ts';
import { collectBetween } from '#server/engine/collect-between.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { startHelp } from '#server/engine/start-help.ts';
import { isAppError } from '#server/errors.ts';
import { type ByteSource, bufferSource, fileSource } from '#server/imports/readers/byte-source.ts';

export type AnalyzeIo = {
  readonly stdout: { readonly write: (text: string) => unknown };
  readonly stderr: { readonly write: (text: string) => unknown };
  readonly isTty: boolean;
  /** Standard input, for `-`. */
  readonly stdin?: AsyncIterable<Uint8Array>;
};

const USAGE = `refrain analyze FILE [options]

Finds what recurs in a file of posts, without database or server. FILE is JSON
Lines, CSV, JSON or XLSX, gzipped or not; - reads standard input. Fields: id and
text, and if there are any author, created_at, url, title, thread,
language.

  --seed N         seed of every random step (default 1)
  --clusters K     exactly K clusters, every post placed
  --min-size N     smaller groups stay unplaced (default 3)
  --limit N        read the first N posts only
  --threads N      threads to use, 1 to 16 (default: as many as there are
                   processors, at most 4). The result is the same
  --embeddings URL an OpenAI-compatible API, such as http://localhost:11434/v1,
                   that every post is sent to; off without it
  --embeddings-model M     the model that it is asked for
  --embeddings-key-file F  a file that holds the key, where it asks for one
  --format FORMAT  text (default) or json
  --out FILE       write there instead of standard output
`;

/** What `--threads` takes: each has memory of its own. */
const MOST_THREADS = 16;

type Options = {
  readonly file: string;
  readonly seed: number;
  readonly clusterCount: number | null;
  readonly minClusterSize: number | undefined;
  readonly limit: number;
  readonly threads: number | undefined;
  readonly format: 'text' | 'json';
  readonly out: string | null;
  readonly endpoint: { readonly url: string; readonly model: string; readonly keyFile: string | null } | null;
};

/** `refrain analyze`: 0 when it printed a result, 1 when the input could not be read, 2 when it was called wrongly. */
export async function runAnalyze(argv: string[], io: AnalyzeIo): Promise<number> {
  const options = parseOptions(argv);
  if (options === 'help') {
    io.stdout.write(USAGE);
    return 0;
  }
  if (typeof options === 'string') return fail(io, 2, `${options}\n\n${USAGE}`);
  const startedAt = performance.now();
  let read: ReadPosts;
  try {
    read = await readPosts(await openSource(options.file, io), options.limit);
  } catch (error) {
    return fail(io, 1, `${describeReadError(error, options.file)}\n`);
  }
  const readMs = performance.now() - startedAt;
  if (read.posts.length === 0 && read.rejected.length > 0) {
    const [first] = read.rejected;
    return fail(
      io,
      1,
      `${options.file}: none of its ${read.rejected.length} records is a post. Line ${first?.line}: ${first?.reason}\n`,
    );
  }
  if (options.clusterCount !== null && options.clusterCount > read.posts.length) {
    return fail(
      io,
      2,
      `--clusters ${options.clusterCount} needs at least as many posts; there are ${read.posts.length}.\n`,
    );
  }

  const progress = showProgress(io.stderr, io.isTty, () => performance.now());
  let meanings: PostMeanings | null = null;
  try {
    meanings = options.endpoint && (await embedAll(read.posts, options.endpoint));
  } catch (error) {
    progress.finish();
    return fail(io, 1, `${error instanceof Error ? error.message : String(error)}\n`);
  }
  const help = await startHelp(read.posts, { threads: options.threads });
  const watch = collectBetween(
    { now: () => performance.now(), onProgress: progress.onProgress },
    read.posts.length,
    help.pool,
  );
  let result: PipelineResult;
  try {
    result = runPipeline(read.posts, { ...options, ...help }, watch, readWordVectors(), meanings);
  } finally {
    help.close();
    progress.finish();
  }
  const elapsedMs = performance.now() - startedAt;
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const report =
    options.format === 'json'
      ? `${JSON.stringify(toAnalysis(read, result, { version: readVersion(), readMs, peakRssMb }), null, 1)}\n`
      : formatReport({ name: options.file, ...read, result, elapsedMs });
  return print(report, options.out, io);
}

function parseOptions(argv: string[]): Options | 'help' | string {
  const parsed = parseStrictly(argv);
  if (typeof parsed === 'string') return parsed;
  const { values, positionals } = parsed;
  if (values.help) return 'help';
  const [file, ...others] = positionals;
  if (file === undefined) return 'Name the file to analyze.';
  if (others.length > 0) return `One file at a time; there is also "${others[0]}".`;
  const numbers = {
    seed: values.seed,
    clusters: values.clusters,
    'min-size': values['min-size'],
    limit: values.limit,
    threads: values.threads,
  };
  const least = { seed: 0, clusters: 1, 'min-size': 2, limit: 1, threads: 1 };
  for (const [name, value] of Object.entries(numbers)) {
    const from = least[name as keyof typeof least];
    const isTooMany = name === 'threads' && Number(value) > MOST_THREADS;
    if (value === undefined || (/^\d{1,9}$/.test(value) && Number(value) >= from && !isTooMany)) continue;
    return `--${name} must be a whole number from ${from} ${name === 'threads' ? `to ${MOST_THREADS}` : 'up'}, not "${value}".`;
  }
  if (values.format !== 'text' && values.format !== 'json')
    return `--format must be text or json, not "${values.format}".`;
  const endpoint = readEndpoint(values);
  if (typeof endpoint === 'string') return endpoint;
  return {
    file,
    endpoint,
    seed: Number(values.seed ?? 1),
    clusterCount: values.clusters === undefined ? null : Number(values.clusters),
    threads: values.threads === undefined ? undefined : Number(values.threads),
    minClusterSize: values['min-size'] === undefined ? undefined : Number(values['min-size']),
    limit: values.limit === undefined ? Number.POSITIVE_INFINITY : Number(values.limit),
    format: values.format,
    out: values.out ?? null,
  };
}

function parseStrictly(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        seed: { type: 'string' },
        clusters: { type: 'string' },
        'min-size': { type: 'string' },
        limit: { type: 'string' },
        threads: { type: 'string' },
        format: { type: 'string', default: 'text' },
        out: { type: 'string' },
        embeddings: { type: 'string' },
        'embeddings-model': { type: 'string' },
        'embeddings-key-file': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readEndpoint(values: {
  embeddings?: string | undefined;
  'embeddings-model'?: string | undefined;
  'embeddings-key-file'?: string | undefined;
}): Options['endpoint'] | string {
  const { embeddings: url, 'embeddings-model': model, 'embeddings-key-file': keyFile = null } = values;
  if (url === undefined)
    return model === undefined && keyFile === null ? null : 'Name the endpoint, too: --embeddings URL.';
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return `--embeddings must be an address, not "${url}".`;
  if (model === undefined) return 'Name the model of the endpoint: --embeddings-model M.';
  return { url, model, keyFile };
}

async function embedAll(
  posts: readonly EnginePost[],
  { url, model, keyFile }: NonNullable<Options['endpoint']>,
): Promise<PostMeanings> {
  const key = keyFile === null ? null : (await readFile(keyFile, 'utf8')).trim();
  // Whoever names the address on the command line means it, also where it is a private one.
  const allowedHosts = [new URL(url).host];
  const root = readUrl(url, allowedHosts);
  const embedder = createEmbedder({ url: root, model, key }, { allowedHosts });
  try {
    return await embedEnginePosts(posts, { embedder, model });
  } finally {
    await embedder.close();
  }
}

async function openSource(file: string, io: AnalyzeIo): Promise<ByteSource> {
  if (file !== '-') {
    if ((await stat(file)).isDirectory()) throw new Error('it is a folder');
    return fileSource(file);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin ?? process.stdin)
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return bufferSource(Buffer.concat(chunks));
}

function describeReadError(error: unknown, file: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return `There is no file "${file}".`;
  if (code === 'EACCES') return `The file "${file}" may not be read by this user.`;
  if (isAppError(error)) return `${file}: ${error.message}`;
  return `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
}

async function print(report: string, out: string | null, io: AnalyzeIo): Promise<number> {
  if (out === null) {
    io.stdout.write(report);
    return 0;
  }
  try {
    await writeFile(out, report);
  } catch (error) {
    return fail(io, 1, `"${out}" cannot be written: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  io.stderr.write(`Written to ${out}\n`);
  return 0;
}

function fail(io: AnalyzeIo, code: number, message: string): number {
  io.stderr.write(message);
  return code;
}
