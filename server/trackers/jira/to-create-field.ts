import { z } from 'zod';
import type { CreateField, FieldKind, FieldOption } from '#server/trackers/create-field.ts';

const Allowed = z.object({
  id: z.coerce.string().optional(),
  name: z.string().optional(),
  value: z.string().optional(),
  archived: z.boolean().optional(),
  disabled: z.boolean().optional(),
  children: z.array(z.object({ id: z.coerce.string(), value: z.string().default('') })).default([]),
});

/** A field of Jira's create metadata, of any release: older ones give the id as `key` alone. */
export const JiraField = z.object({
  fieldId: z.string().optional(),
  key: z.string().optional(),
  name: z.string().default(''),
  required: z.boolean().default(false),
  hasDefaultValue: z.boolean().default(false),
  schema: z
    .object({
      type: z.string().default(''),
      items: z.string().optional(),
      system: z.string().optional(),
      custom: z.string().optional(),
    })
    .default({ type: '' }),
  allowedValues: z.array(z.unknown()).default([]),
});
export type JiraField = z.infer<typeof JiraField>;

/** @returns null for what Refrain fills by itself. */
export function toCreateField(field: JiraField): CreateField | null {
  const id = field.fieldId ?? field.key ?? '';
  if (id === '' || OWN.has(id)) return null;
  return {
    id,
    name: field.name || id,
    isRequired: field.required && !field.hasDefaultValue,
    kind: readKind(field),
    options: field.allowedValues.flatMap(toOption),
  };
}

const OWN = new Set(['project', 'issuetype', 'summary', 'description', 'labels']);

function readKind({ schema: { type, items, custom, system } }: JiraField): FieldKind {
  const name = (custom ?? '').split(':').at(-1) ?? '';
  switch (type) {
    case 'string':
      if (name === 'textarea' || system === 'environment') return 'paragraph';
      return name === 'url' ? 'url' : 'text';
    case 'number':
    case 'date':
    case 'datetime':
    case 'user':
      return type;
    case 'option':
    case 'priority':
    case 'version':
    case 'component':
    case 'resolution':
      return 'option';
    case 'option-with-child':
      return 'cascade';
    case 'any':
      return name === 'gh-epic-link' ? 'issue' : 'unsupported';
    case 'array':
      if (items === 'option' || items === 'version' || items === 'component') return 'options';
      // Sprints are arrays of strings too, but take a number that only another API knows.
      return items === 'string' && (name === 'labels' || name === '') ? 'labels' : 'unsupported';
    default:
      return 'unsupported';
  }
}

function toOption(raw: unknown): FieldOption[] {
  const option = Allowed.safeParse(raw);
  if (!option.success || option.data.id === undefined || option.data.archived || option.data.disabled) return [];
  const { id, name, value, children } = option.data;
  return [{ id, name: name ?? value ?? id, children: children.map((child) => ({ id: child.id, name: child.value })) }];
}
