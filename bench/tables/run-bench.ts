import { spawn } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '#server/config/project-root.ts';

/** Runs `bench/NAME.ts` in a process of its own, tells that it does, and answers the JSON objects it prints, one a line. */
export async function runBench<T>(name: string, args: readonly string[]): Promise<T[]> {
  const command = `npm run ${name === 'stages' ? 'bench' : `bench:${name}`} -- ${args.join(' ')}`;
  process.stdout.write(`  ${command}`);
  const startedAt = performance.now();
  const { output, code } = await collect([path.join(projectRoot(), 'scripts/bench.mjs'), name, ...args]);
  process.stdout.write(` (${((performance.now() - startedAt) / 1000).toFixed(0)} s)\n`);
  if (code !== 0) throw new Error(`"${command}" ended with ${code}; run it alone to see why.`);
  const figures = output.split('\n').filter((line) => line.startsWith('{'));
  if (figures.length === 0) throw new Error(`"${command}" printed no JSON object; run it alone to see what it prints.`);
  // Written by our own benchmark, whose type of figures the caller names.
  return figures.map((line) => JSON.parse(line) as T);
}

function collect(args: readonly string[]): Promise<{ output: string; code: number | string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot(), stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ output: Buffer.concat(chunks).toString('utf8'), code: code ?? signal ?? 'no code' }),
    );
  });
}
