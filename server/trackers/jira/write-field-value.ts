import type { CreateField } from '#server/trackers/create-field.ts';

export type FieldValue =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

/**
 * What a person chose or typed for a field, in the form that Jira's API takes.
 * @param typed one text, or several for a field that takes several; of a cascading choice `parent/child`.
 * @returns the value undefined for a field that was left empty.
 */
export function writeFieldValue(field: CreateField, typed: readonly string[]): FieldValue {
  const given = typed.map((text) => text.trim()).filter((text) => text !== '');
  const [first] = given;
  if (first === undefined) return { ok: true, value: undefined };
  switch (field.kind) {
    case 'text':
      return { ok: true, value: first.replace(/\s*\n\s*/g, ' ') };
    case 'issue':
      return { ok: true, value: first.toUpperCase() };
    case 'paragraph':
      return { ok: true, value: toDocument(first) };
    case 'url':
      return URL.canParse(first) ? { ok: true, value: first } : refuse(field, 'a full web address');
    case 'number':
      return Number.isFinite(Number(first)) ? { ok: true, value: Number(first) } : refuse(field, 'a number');
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(first) && !Number.isNaN(Date.parse(first))
        ? { ok: true, value: first }
        : refuse(field, 'a day such as 2026-05-03');
    case 'datetime':
      return Number.isNaN(Date.parse(first))
        ? refuse(field, 'a day and time such as 2026-05-03T10:00')
        : { ok: true, value: new Date(first).toISOString().replace('Z', '+0000') };
    case 'user':
      return { ok: true, value: { accountId: first } };
    case 'labels':
      return { ok: true, value: given.flatMap((text) => text.split(/[\s,]+/)).filter(Boolean) };
    case 'option':
      return field.options.some(({ id }) => id === first)
        ? { ok: true, value: { id: first } }
        : refuse(field, 'one of the choices');
    case 'options':
      return given.every((id) => field.options.some((option) => option.id === id))
        ? { ok: true, value: given.map((id) => ({ id })) }
        : refuse(field, 'only choices of the list');
    case 'cascade':
      return { ok: true, value: toCascade(first) };
    case 'unsupported':
      return { ok: false, message: `Refrain cannot fill "${field.name}". An admin can give it a fixed value.` };
  }
}

function toCascade(chosen: string) {
  const [parent, child] = chosen.split('/');
  return child === undefined ? { id: parent } : { id: parent, child: { id: child } };
}

function refuse(field: CreateField, expected: string): FieldValue {
  return { ok: false, message: `"${field.name}" takes ${expected}.` };
}

/** Several lines of plain text as an Atlassian document; API 3 takes nothing else for long text. */
function toDocument(text: string) {
  const paragraphs = text.split(/\n+/).map((line) => ({
    type: 'paragraph',
    content: line.trim() === '' ? [] : [{ type: 'text', text: line }],
  }));
  return { type: 'doc', version: 1, content: paragraphs };
}
