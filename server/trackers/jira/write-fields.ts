import type { CreateForm } from '#server/trackers/create-field.ts';
import type { IssueFields, TypedFields, WrittenFields } from '#server/trackers/tracker.ts';
import { writeFieldValue } from './write-field-value.ts';

/** What was typed over the target's fixed values; a field left empty keeps the fixed one. */
export function writeFields(own: IssueFields, form: CreateForm, typed: TypedFields): WrittenFields {
  const values: Record<string, unknown> = { ...own.values };
  let priority = own.priority;
  for (const field of form.fields) {
    const texts = typed.get(field.id) ?? [];
    if (field.id === 'priority') {
      priority = texts[0] || own.priority;
      continue;
    }
    const written = writeFieldValue(field, texts);
    if (!written.ok) return { ok: false, fieldId: field.id, message: written.message };
    if (written.value !== undefined) values[field.id] = written.value;
  }
  const missing = form.fields.filter(({ id, isRequired }) => isRequired && id !== 'priority' && !(id in values));
  const { issueType: _type, priority: _priority, values: _values, ...rest } = own;
  const fields = {
    ...rest,
    ...(form.issueType === null ? {} : { issueType: form.issueType }),
    ...(priority === undefined ? {} : { priority }),
    ...(Object.keys(values).length > 0 ? { values } : {}),
  };
  return { ok: true, fields, missing: missing.map(({ name }) => name) };
}
