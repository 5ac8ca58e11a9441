import type { CreateField, CreateForm } from '#server/trackers/create-field.ts';
import type { IssueFields } from '#server/trackers/tracker.ts';
import type { Problem } from '../problem.ts';
import { SelectField, TextareaField, TextField } from '../ui/field.tsx';
import { errorOf } from '../ui/problem-notice.tsx';

type Typed = Readonly<Record<string, readonly string[]>>;

/** The tracker's own fields: what it requires, and the few that people set on most issues. */
export function TrackerFields({
  form,
  typed,
  fields,
  problem,
}: {
  form: CreateForm;
  typed: Typed;
  fields: IssueFields;
  problem: Problem | undefined;
}) {
  const shown = form.fields.filter(
    ({ id, isRequired, kind }) =>
      COMMON.has(id) || (isRequired && kind !== 'unsupported' && !(id in (fields.values ?? {}) && !typed[id])),
  );
  return (
    <div className="mt-3 grid gap-3 sm:grid-cols-2">
      {form.issueTypes.length > 0 ? (
        <SelectField label="Issue type" name="issueType" defaultValue={form.issueType ?? ''}>
          {form.issueTypes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      ) : null}
      {shown.map((field) => (
        <TrackerField
          key={field.id}
          field={field}
          values={typed[field.id] ?? ownValues(field.id, fields)}
          error={errorOf(problem, `field.${field.id}`)}
        />
      ))}
    </div>
  );
}

const COMMON = new Set(['priority', 'milestone', 'assignees']);

function ownValues(id: string, { priority, milestone, assignees }: IssueFields): readonly string[] {
  if (id === 'priority') return priority === undefined ? [] : [priority];
  if (id === 'milestone') return milestone === undefined ? [] : [String(milestone)];
  return id === 'assignees' ? (assignees ?? []) : [];
}

const INPUT_TYPES = { number: 'number', date: 'date', datetime: 'datetime-local', url: 'url' } as const;
const HINTS: Partial<Record<CreateField['kind'], string>> = {
  user: 'Account id, as it stands in the address of the person’s profile',
  labels: 'Separated by spaces',
  issue: 'Key of an issue, such as ACME-12',
};

function TrackerField({
  field: { id, name, kind, isRequired, options },
  values,
  error,
}: {
  field: CreateField;
  values: readonly string[];
  error: string | undefined;
}) {
  const common = { label: isRequired ? `${name} (required)` : name, name: `field.${id}`, ...(error ? { error } : {}) };
  if (kind === 'option' || kind === 'cascade') {
    return (
      <SelectField {...common} defaultValue={values[0] ?? ''} required={isRequired}>
        <option value="">{isRequired ? 'Choose …' : 'None chosen'}</option>
        {options.flatMap((option) => [
          <option key={option.id} value={option.id}>
            {option.name}
          </option>,
          ...option.children.map((child) => (
            <option key={`${option.id}/${child.id}`} value={`${option.id}/${child.id}`}>
              {option.name} › {child.name}
            </option>
          )),
        ])}
      </SelectField>
    );
  }
  if (kind === 'options') {
    return (
      <SelectField
        {...common}
        multiple
        size={Math.min(4, options.length)}
        className="h-auto! py-1"
        defaultValue={[...values]}
        required={isRequired}
      >
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </SelectField>
    );
  }
  if (kind === 'paragraph') {
    return <TextareaField {...common} rows={3} defaultValue={values[0]} required={isRequired} />;
  }
  const type = kind in INPUT_TYPES ? INPUT_TYPES[kind as keyof typeof INPUT_TYPES] : 'text';
  return <TextField {...common} type={type} defaultValue={values[0]} required={isRequired} hint={HINTS[kind]} />;
}
