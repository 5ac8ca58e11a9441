import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { EnginePost } from '#pipelines/post.ts';
import { runPipeline } from '#pipelines/run-pipeline.ts';
import { readWordVectors } from '#server/engine/read-word-vectors.ts';
import { SHAPES } from './growth/shapes.ts';

const USAGE = `npm run bench:growth -- [options]

Runs the pipeline over communities of several shapes, each size twice the one before, and prints the time per post and
how the time grows: an exponent of 1 is linear, 2 is quadratic. Below a thousand posts in 10 ms nothing is to be seen.

  --from N      smallest community (default 1000)
  --to N        largest community (default 64000)
  --shapes A,B  only these: ${Object.keys(SHAPES).join(', ')}
  --limit N     a shape ends at the first size that takes this many seconds (default 120)
  --seed N      seed of generator and run (default 1)
  --json        one JSON object per shape instead of tables
`;

/** Of this many of the largest sizes the growth is told: small communities are all start-up. */
const SIZES_OF_GROWTH = 4;
/** A stage that takes less of the whole at the largest size cannot be told from chance. */
const LEAST_SHARE = 0.05;

type Timed = { readonly count: number; readonly ms: number; readonly stages: Readonly<Record<string, number>> };

/** What `--json` prints of a shape. */
export type GrowthFigures = {
  readonly name: string;
  readonly sizes: readonly Timed[];
  /** Time grows as posts to the power of this; null where one size was run. */
  readonly exponent: number | null;
  readonly steep: ReturnType<typeof findSteep>;
};

/** `npm run bench:growth`: that cost grows in step with a community, whatever it writes. Figures, never a pass or fail. */
export function main(argv: string[]): number {
  const { values } = parseArgs({
    args: argv,
    options: {
      from: { type: 'string', default: '1000' },
      to: { type: 'string', default: '64000' },
      shapes: { type: 'string' },
      limit: { type: 'string', default: '120' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const names = values.shapes?.split(',').map((name) => name.trim()) ?? Object.keys(SHAPES);
  const unknown = names.filter((name) => !Object.hasOwn(SHAPES, name));
  if (values.help || unknown.length > 0) {
    process.stdout.write(unknown.length > 0 ? `No such shape: ${unknown.join(', ')}.\n\n${USAGE}` : USAGE);
    return values.help ? 0 : 2;
  }
  const seed = Number(values.seed);
  // What is compiled during the first run is not a cost of the first shape.
  timeRun(SHAPES.community!(2000, seed), seed);
  if (!values.json)
    console.log(`Node ${process.version}, ${process.arch}, load of the machine ${loadavg()[0]?.toFixed(1)}`);
  for (const name of names) {
    const timed: Timed[] = [];
    for (let count = Number(values.from); count <= Number(values.to); count *= 2) {
      const last = timeRun(SHAPES[name]!(count, seed), seed);
      timed.push(last);
      if (last.ms > Number(values.limit) * 1000) break;
    }
    const figures: GrowthFigures = {
      name,
      sizes: timed,
      exponent: fitExponent(timed.map(({ count, ms }) => [count, ms])),
      steep: findSteep(timed),
    };
    console.log(values.json ? JSON.stringify(figures) : formatShape(figures));
  }
  return 0;
}

function timeRun(posts: readonly EnginePost[], seed: number): Timed {
  const startedAt = performance.now();
  const { timings } = runPipeline(posts, { seed }, { now: () => performance.now() }, readWordVectors());
  return { count: posts.length, ms: performance.now() - startedAt, stages: timings };
}

/** Slope of log time over log size, by least squares, over the largest sizes. */
function fitExponent(points: readonly (readonly [count: number, ms: number])[]): number | null {
  const last = points.slice(-SIZES_OF_GROWTH).filter(([, ms]) => ms > 0);
  if (last.length < 2) return null;
  const logs = last.map(([count, ms]) => [Math.log(count), Math.log(ms)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const over = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

/** The stages that count at the largest size, steepest first. */
function findSteep(timed: readonly Timed[]): { stage: string; share: number; exponent: number }[] {
  const largest = timed[timed.length - 1]!;
  return Object.entries(largest.stages)
    .flatMap(([stage, ms]) => {
      const exponent = fitExponent(timed.map(({ count, stages }) => [count, stages[stage] ?? 0]));
      return ms < LEAST_SHARE * largest.ms || exponent === null ? [] : [{ stage, share: ms / largest.ms, exponent }];
    })
    .sort((a, b) => b.exponent - a.exponent);
}

function formatShape({ name, sizes, exponent, steep }: GrowthFigures): string {
  return [
    `\n${name}: time grows as posts ^ ${exponent?.toFixed(2) ?? '?'}`,
    `  posts       ${sizes.map(({ count }) => count.toLocaleString('en-US').padStart(9)).join('')}`,
    `  µs per post ${sizes.map(({ count, ms }) => ((1000 * ms) / count).toFixed(0).padStart(9)).join('')}`,
    `  stages      ${steep.map((part) => `${part.stage} ^ ${part.exponent.toFixed(2)} (${(100 * part.share).toFixed(0)}%)`).join(', ')}`,
  ].join('\n');
}
