import { useState } from 'react';
import type { Problem } from '../problem.ts';
import { SelectField, TextField } from '../ui/field.tsx';
import { errorOf } from '../ui/problem-notice.tsx';

/** Where the posts come from: one of the known sources, or a new one. */
export function SourceFields({
  sources,
  chosen,
  fileName,
  problem,
}: {
  sources: readonly { readonly id: number; readonly name: string }[];
  chosen: { readonly sourceId: string | null; readonly sourceName: string | null };
  fileName: string;
  problem: Problem | undefined;
}) {
  const [sourceId, setSourceId] = useState(chosen.sourceId ?? '');
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <SelectField
        label="Source"
        name="sourceId"
        defaultValue={sourceId}
        onChange={(event) => setSourceId(event.currentTarget.value)}
        hint="A file that comes again into the same source stores nothing twice."
      >
        <option value="">A new source</option>
        {sources.map((source) => (
          <option key={source.id} value={source.id}>
            {source.name}
          </option>
        ))}
      </SelectField>
      {sourceId === '' ? (
        <TextField
          label="Name of the new source"
          name="sourceName"
          defaultValue={chosen.sourceName ?? nameFrom(fileName)}
          maxLength={120}
          error={errorOf(problem, 'name')}
          hint="As your team calls it, such as “Our Discord”."
        />
      ) : null}
    </div>
  );
}

/** `our-discord.2024.jsonl.gz` → `our discord 2024`. */
function nameFrom(fileName: string): string {
  return fileName
    .replace(/(\.(csv|tsv|txt|jsonl?|ndjson|xlsx|gz))+$/i, '')
    .replace(/[._-]+/g, ' ')
    .trim();
}
