import type { Inspection } from '#server/imports/inspect-file.ts';
import type { PostField } from '#server/imports/mapping.ts';
import { countOf } from '../format.ts';
import type { Problem } from '../problem.ts';
import { Badge } from '../ui/badge.tsx';
import { SelectField } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { errorOf } from '../ui/problem-notice.tsx';
import { FIELD_LABELS } from './mapping-labels.ts';

const SURE = 0.8;
const LIKELY = 0.55;
const FIELDS = Object.keys(FIELD_LABELS) as readonly PostField[];

/** Which column becomes which field, with how sure the guess is and why; fields without a column wait folded away. */
export function ColumnFields({ inspection, problem }: { inspection: Inspection; problem: Problem | undefined }) {
  const hasColumn = (field: PostField) => field === 'text' || inspection.mapping.columns[field] !== null;
  const empty = FIELDS.filter((field) => !hasColumn(field));
  const row = (field: PostField) => (
    <ColumnField
      key={field}
      field={field}
      inspection={inspection}
      error={field === 'text' ? errorOf(problem, 'column.text') : undefined}
    />
  );
  return (
    <div className="divide-y divide-line rounded-lg border border-line">
      {FIELDS.filter(hasColumn).map(row)}
      {empty.length > 0 ? (
        <details className="group">
          <summary className="cursor-pointer px-4 py-2.5 -outline-offset-2 hover:bg-hover">
            <Icon name="chevronRight" size={14} className="mr-1.5 inline text-muted group-open:rotate-90" />
            {countOf(empty.length, 'more field')}{' '}
            <span className="text-muted">
              without a column: {empty.map((field) => FIELD_LABELS[field].label.toLowerCase()).join(', ')}
            </span>
          </summary>
          <div className="divide-y divide-line border-t border-line">{empty.map(row)}</div>
        </details>
      ) : null}
    </div>
  );
}

function ColumnField({
  field,
  inspection: { columns, guesses, mapping },
  error,
}: {
  field: PostField;
  inspection: Inspection;
  error: string | undefined;
}) {
  const { label, hint } = FIELD_LABELS[field];
  const chosen = mapping.columns[field];
  const guess = guesses.find((candidate) => candidate.field === field && candidate.column === chosen);
  const example = columns.find(({ column }) => column === chosen)?.example;
  return (
    <div className="grid items-start gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[9rem_14rem_minmax(0,1fr)]">
      <div>
        <p className="font-medium">{label}</p>
        <p className="text-xs text-muted">{hint}</p>
      </div>
      <SelectField
        key={chosen}
        label={`Column for ${label.toLowerCase()}`}
        isLabelHidden
        name={`column.${field}`}
        defaultValue={chosen ?? ''}
        error={error}
      >
        <option value="">{field === 'text' ? 'Choose a column' : 'Leave empty'}</option>
        {columns.map(({ column }) => (
          <option key={column} value={column}>
            {column}
          </option>
        ))}
      </SelectField>
      <div className="min-w-0 text-xs text-muted">
        {guess ? (
          <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <Confidence value={guess.confidence} />
            <span className="min-w-0">{guess.reason}</span>
          </p>
        ) : chosen ? (
          <p>Chosen by you</p>
        ) : null}
        {example ? (
          <p className="mt-0.5 truncate">
            Such as “<span className="text-ink">{example}</span>”
          </p>
        ) : null}
      </div>
    </div>
  );
}

function Confidence({ value }: { value: number }) {
  const [tone, word] =
    value >= SURE
      ? (['success', 'sure'] as const)
      : value >= LIKELY
        ? (['neutral', 'likely'] as const)
        : (['warning', 'check this'] as const);
  return (
    <Badge tone={tone}>
      {Math.round(value * 100)}% {word}
    </Badge>
  );
}
