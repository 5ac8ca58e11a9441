import { AppError } from '#server/errors.ts';
import { readDefaultFields } from '#server/targets/read-default-fields.ts';
import type { Target } from '#server/targets/target.ts';
import type { CreateForm } from '#server/trackers/create-field.ts';
import { getTracker } from '#server/trackers/registry.ts';
import type { IssueFields, TypedFields } from '#server/trackers/tracker.ts';
import { readLabels } from './read-labels.ts';

const PREFIX = 'field.';

/**
 * What a push carries: the labels as typed, what was chosen in the tracker's form, and everything else as the target has
 * it. Preview and push both ask here, so that the same text means the same fields.
 * @param labels null until somebody typed: then they are the target's own.
 * @param form null where the tracker was not asked: then nothing of it can be chosen.
 * @throws AppError `invalid` naming a field that was filled wrongly, or with `isFinal` one that is required and empty.
 */
export function chooseFields(
  target: Pick<Target, 'tracker' | 'config'>,
  labels: string | null,
  {
    form = null,
    typed = new Map(),
    isFinal = false,
  }: { form?: CreateForm | null; typed?: TypedFields; isFinal?: boolean } = {},
): IssueFields {
  const own = readDefaultFields(target);
  const fields = { ...own, labels: readLabels(labels ?? own.labels.join(', ')) };
  if (!form) return fields;
  const written = getTracker(target.tracker).writeFields(fields, form, typed);
  if (!written.ok) throw new AppError('invalid', written.message, { field: `${PREFIX}${written.fieldId}` });
  if (isFinal && written.missing.length > 0) {
    throw new AppError('invalid', `This project requires ${written.missing.join(', ')}. Fill it in before you push.`);
  }
  return written.fields;
}

/** The tracker's own fields among what a form sent; of a cascading choice both parts come as one text. */
export function readTypedFields(sent: FormData | URLSearchParams): TypedFields {
  const typed = new Map<string, readonly string[]>();
  for (const name of new Set(sent.keys())) {
    if (!name.startsWith(PREFIX)) continue;
    const texts = sent.getAll(name).map(String);
    typed.set(name.slice(PREFIX.length), texts);
  }
  return typed;
}
