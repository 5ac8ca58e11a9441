import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type RunSeen, startImport, watchRun, withFile } from './product/import-posts.ts';
import { type Product, startProduct } from './product/start-product.ts';
import { formatMemory, type MemoryWatch, watchMemory } from './product/watch-memory.ts';
import { writePostsFile } from './product/write-posts-file.ts';

const USAGE = `npm run bench:import -- [options]

Imports a file and measures rows per second and resident memory as it goes. With DATABASE_URL it makes (and drops) a
database on that PostgreSQL and starts a separate worker; without it the embedded one is used.

  --data FILE   the file, in any format that Refrain reads; without it, generated posts
  --posts N     how many posts to generate (default 300000)
  --kill        SIGKILL the process that works on the import in its middle, and measure until it goes on
  --seed N      seed of the generator (default 1)
`;
const FIGURES = 10;

/** `npm run bench:import`: speed and memory of an import. Figures, never a pass or fail. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      posts: { type: 'string', default: '300000' },
      kill: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const postCount = Number(values.posts);
  const write = () => writePostsFile(postCount, Number(values.seed));
  await withFile(values.data, write, async (file) => {
    const product = await startProduct();
    const memory = watchMemory(product.pids);
    try {
      console.log(`Node ${process.version}, ${product.databaseName}, load of the machine ${loadavg()[0]?.toFixed(1)}`);
      console.log(`  started          ${formatMemory(memory.now())}`);
      await measureImport(product, { file, memory, postCount, isKilled: values.kill });
    } finally {
      memory.stop();
      await product.stop();
    }
  });
  return 0;
}

async function measureImport(
  product: Product,
  { file, memory, postCount, isKilled }: { file: string; memory: MemoryWatch; postCount: number; isKilled: boolean },
): Promise<void> {
  const uploadedAt = performance.now();
  const { id } = await startImport(product, { file });
  console.log(`  uploaded in ${seconds(uploadedAt)} s`);

  const startedAt = performance.now();
  let nextFigure = postCount / FIGURES;
  let killed: { at: number; storedCount: number } | null = isKilled ? { at: 0, storedCount: 0 } : null;
  const run = await watchRun(product, id, async (seen: RunSeen) => {
    if (seen.doneCount >= nextFigure) {
      console.log(`  ${formatCount(seen.doneCount).padStart(9)} rows   ${formatMemory(memory.now())}`);
      nextFigure += postCount / FIGURES;
    }
    if (killed?.at === 0 && seen.doneCount >= postCount / 2) {
      killed = { at: await product.killWorker(), storedCount: seen.doneCount };
      console.log(`  killed after ${formatCount(seen.doneCount)} rows, started again after ${seconds(killed.at)} s`);
    } else if (killed && seen.attemptCount > 1) {
      console.log(
        `  picked up again ${seconds(killed.at)} s after the kill, with ${formatCount(seen.doneCount)} rows done`,
      );
      killed = null;
    }
  });
  const took = (performance.now() - startedAt) / 1000;
  const counts = Object.entries(run.result ?? {}).filter(([name]) => name.endsWith('Count'));
  const doneCount = Number(run.result?.readCount);
  console.log(`  ${formatCount(doneCount)} rows in ${took.toFixed(1)} s, ${formatCount(doneCount / took)} rows/s`);
  console.log(`  ${counts.map(([name, value]) => `${name} ${value}`).join(', ')}`);
  console.log(`  peak             ${formatMemory(memory.peaks())}`);
  console.log(`  load of the machine ${loadavg()[0]?.toFixed(1)}`);
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
