import type { CreateForm } from '#server/trackers/create-field.ts';
import type { IssueFields, TypedFields, WrittenFields } from '#server/trackers/tracker.ts';

/** Milestone and assignees as chosen; where the form shows them, an empty choice is a choice too. */
export function writeFields(own: IssueFields, form: CreateForm, typed: TypedFields): WrittenFields {
  const { milestone, assignees, ...rest } = own;
  const has = (id: string) => form.fields.some((field) => field.id === id) && typed.has(id);
  const number = has('milestone') ? Number(typed.get('milestone')?.[0]) || undefined : milestone;
  const people = has('assignees') ? typed.get('assignees')?.filter((login) => login !== '') : assignees;
  const fields = {
    ...rest,
    ...(people && people.length > 0 ? { assignees: people } : {}),
    ...(number === undefined ? {} : { milestone: number }),
  };
  return { ok: true, fields, missing: [] };
}
