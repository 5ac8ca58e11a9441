import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type RunSeen, startImport, watchRun, withFile } from './product/import-posts.ts';
import { formatSamples, samplePages } from './product/sample-pages.ts';
import { type Product, startProduct } from './product/start-product.ts';
import { formatMemory, watchMemory } from './product/watch-memory.ts';
import { writePostsFile } from './product/write-posts-file.ts';

const LIMIT_MS = 200;
const USAGE = `npm run bench:latency -- [options]

Imports posts into a database of its own and measures how fast pages answer while they are clustered. With DATABASE_URL
it makes (and drops) a database on that PostgreSQL and starts a separate worker; without it the embedded one is used.

  --data FILE   posts to import, in any format that Refrain reads; without it, generated ones
  --posts N     how many posts to generate (default 100000)
  --runs N      clustering runs, one after the other (default 2: the second has pages full of clusters)
  --pause N     milliseconds between two pages (default 20)
  --seed N      seed of the generator (default 1)
`;

/** `npm run bench:latency`: how long pages take while posts are clustered. Figures, never a pass or fail. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      posts: { type: 'string', default: '100000' },
      runs: { type: 'string', default: '2' },
      pause: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const product = await startProduct();
  const memory = watchMemory(product.pids);
  try {
    const imported = await withFile(
      values.data,
      () => writePostsFile(Number(values.posts), Number(values.seed)),
      async (file) => watchRun(product, (await startImport(product, { file })).id),
    );
    console.log(
      `Node ${process.version}, ${product.databaseName}, ${Number(imported.result?.createdCount).toLocaleString('en-US')} posts, ` +
        `${values.pause} ms between pages; milliseconds per page; load of the machine ${loadavg()[0]?.toFixed(1)}`,
    );
    for (let number = 1; number <= Number(values.runs); number += 1) {
      console.log(await measureRun(product, { number, pauseMs: Number(values.pause) }));
    }
    console.log(`\nPeak memory: ${formatMemory(memory.peaks())}`);
  } finally {
    memory.stop();
    await product.stop();
  }
  return 0;
}

async function measureRun(product: Product, { number, pauseMs }: { number: number; pauseMs: number }): Promise<string> {
  const { items } = await product.call<{ items: { id: number }[] }>('GET', '/clusters?limit=1');
  const { id } = await product.call<RunSeen>('POST', '/runs', { kind: 'cluster' });
  const pages = ['/', '/clusters', ...items.map((cluster) => `/clusters/${cluster.id}`), '/posts', `/runs/${id}`];
  // The first request after a start loads what the page needs.
  for (const page of pages) await (await product.fetch(page)).text();

  const startedAt = performance.now();
  let stage = 'Waiting';
  let isOver = false;
  const ended = watchRun(product, id, (run) => {
    stage = run.stage ?? 'Waiting';
  }).finally(() => {
    isOver = true;
  });
  const sampled = samplePages(product, { pages: () => pages, stage: () => stage, isOver: () => isOver, pauseMs });
  const [run, samples] = await Promise.all([ended, sampled]);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  return `\nRun ${number}: ${seconds} s, ${run.result?.clusterCount} clusters\n${formatSamples(samples, LIMIT_MS)}\n  load of the machine ${loadavg()[0]?.toFixed(1)}`;
}
