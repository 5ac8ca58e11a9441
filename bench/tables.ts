import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { listSets } from './tables/list-sets.ts';
import { findMissingMarks, placeSection, readSection } from './tables/place-section.ts';
import { runBench } from './tables/run-bench.ts';
import type { Measured, Section } from './tables/section.ts';
import { SECTIONS, SUMMARY } from './tables/sections.ts';
import { summariseGoals } from './tables/summarise-goals.ts';

const USAGE = `npm run bench:tables -- --data DIR [options]

Measures everything that docs/benchmarks.md tells of the engine, one benchmark after the other in processes of their own,
and writes each table as soon as it is measured. Begun on a machine that does nothing else it takes about 40 minutes.

  --data DIR         the labelled posts: clusters/, community/ and kinds/, JSON Lines, gzipped or not
  --only NAME,NAME   only these: ${SECTIONS.map(({ name }) => name).join(', ')}
  --out FILE         a Markdown file with the marks of these sections (default docs/benchmarks.md)
`;

/** `npm run bench:tables`: 2 when called wrongly, 1 when a section failed; the others are written all the same. */
export async function main(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: 'string' },
      only: { type: 'string' },
      out: { type: 'string', default: 'docs/benchmarks.md' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const names = values.only?.split(',').map((name) => name.trim()) ?? SECTIONS.map(({ name }) => name);
  const mistake = values.help || values.data === undefined ? null : findMistake(values.data, names, values.out);
  if (values.help || values.data === undefined || mistake !== null) {
    process.stderr.write(mistake ?? USAGE);
    return values.help ? 0 : 2;
  }
  const data = path.resolve(values.data);
  let failed = 0;
  for (const section of SECTIONS.filter(({ name }) => names.includes(name))) {
    const missing = section.needs.filter((need) => !isThere(path.join(data, need)));
    if (missing.length > 0) {
      console.log(`${section.name}: skipped, left as it is; ${data} has no ${missing.join(', ')}`);
      continue;
    }
    if (!(await writeSection(section, data, values.out))) failed += 1;
  }
  return failed > 0 ? 1 : 0;
}

/** What the caller has to put right before anything is measured. */
function findMistake(data: string, names: readonly string[], out: string): string | null {
  const unknown = names.filter((name) => !SECTIONS.some((section) => section.name === name));
  if (unknown.length > 0) return `--only: no such section: ${unknown.join(', ')}.\n\n${USAGE}`;
  if (!existsSync(data)) return `--data: there is no folder ${data}.\n\n${USAGE}`;
  if (!existsSync(out)) return `--out: there is no file ${out}; tables are written into one that has their marks.\n`;
  const missing = findMissingMarks(readFileSync(out, 'utf8'), [SUMMARY, ...names]);
  return missing.length > 0 ? `${out} lacks marks:\n${missing.map((line) => `  ${line}\n`).join('')}` : null;
}

/** A file, or a folder with a set in it. */
function isThere(place: string): boolean {
  return existsSync(place) && (!statSync(place).isDirectory() || listSets(place).length > 0);
}

/** False when it failed; then the document is left as it is. */
async function writeSection(section: Section, data: string, out: string): Promise<boolean> {
  const load = loadavg()[0] ?? 0;
  const startedAt = performance.now();
  console.log(`${section.name}:`);
  try {
    const measured = await section.make({ data, run: runBench });
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const date = new Date().toISOString().slice(0, 10);
    const stamp = `${date}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}, load ${load.toFixed(1)} before; measured in ${seconds} s.`;
    writeFileSync(out, addSection(readFileSync(out, 'utf8'), section.name, measured, stamp, date));
    console.log(`  written to ${out} after ${seconds} s`);
    return true;
  } catch (error) {
    console.error(`${section.name}: failed, left as it is; ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

function addSection(
  document: string,
  name: string,
  { lines, verdicts }: Measured,
  stamp: string,
  date: string,
): string {
  const goals = summariseGoals(readSection(document, SUMMARY), verdicts, date);
  return placeSection(placeSection(document, SUMMARY, goals), name, [stamp, '', ...lines]);
}
