import { readFileSync } from 'node:fs';
import AjvDraft04 from 'ajv-draft-04';
import { findShared } from '#tests/shared-material.ts';

type Judge = (document: unknown) => readonly string[];
const loaded = new Map<string, Judge>();

/** Atlassian's own schema of its documents as a judge; null where it is absent. @returns the faults of a document. */
export function loadAdfSchema(): Judge | null {
  const file = findShared('contracts/adf.full.schema.json');
  if (!file) return null;
  const judge = loaded.get(file) ?? compile(file);
  loaded.set(file, judge);
  return judge;
}

function compile(file: string): Judge {
  const ajv = new AjvDraft04({ strict: false });
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  return (document) => (validate(document) ? [] : [ajv.errorsText(validate.errors)]);
}
