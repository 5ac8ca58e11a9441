import { writeFileSync } from 'node:fs';
import { trainKinds } from '#pipelines/kinds/train-kinds.ts';
import { readSeeds } from './read-seeds.ts';

/** `npm run kinds:model`: makes the model that ships from the seeds. Commit what it writes. */
export function main(): number {
  const model = trainKinds(readSeeds());
  writeFileSync('pipelines/kinds/model.json', formatModel(model));
  console.log(`${Object.keys(model.weights).length} features`);
  return 0;
}

/** One feature a line, so that a change of the seeds can be read as a diff. */
export function formatModel({ weights, ...rest }: ReturnType<typeof trainKinds>): string {
  const lines = Object.keys(weights)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${JSON.stringify(weights[name])}`);
  return `${JSON.stringify(rest).slice(0, -1)},"weights":{\n${lines.join(',\n')}\n}}\n`;
}
