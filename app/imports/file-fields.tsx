import type { TextFormat } from '#db/schema.ts';
import type { Inspection } from '#server/imports/inspect-file.ts';
import { SelectField } from '../ui/field.tsx';
import { DELIMITERS, ENCODINGS, FORMAT_LABELS } from './mapping-labels.ts';

const FORMATS = Object.keys(FORMAT_LABELS) as readonly TextFormat[];

/** What was detected about the file, each of it open to correction. */
export function FileFields({ inspection }: { inspection: Inspection }) {
  const { settings, mapping, sheets, recordPaths } = inspection;
  const isTable = settings.format === 'csv' || settings.format === 'xlsx';
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
      {settings.format === 'csv' ? (
        <SelectField
          label="Between cells"
          name="setting.delimiter"
          defaultValue={DELIMITERS.find(({ value }) => value === settings.delimiter)?.name ?? 'other'}
        >
          {DELIMITERS.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
          {DELIMITERS.some(({ value }) => value === settings.delimiter) ? null : (
            <option value="other">As found: {settings.delimiter}</option>
          )}
        </SelectField>
      ) : null}
      {settings.format === 'xlsx' ? null : (
        <SelectField
          label="Encoding"
          name="setting.encoding"
          defaultValue={settings.encoding}
          hint={inspection.encodingReason}
        >
          {[...new Set([settings.encoding, ...ENCODINGS])].map((encoding) => (
            <option key={encoding} value={encoding}>
              {encoding}
            </option>
          ))}
        </SelectField>
      )}
      {isTable ? (
        <SelectField label="First row" name="setting.hasHeader" defaultValue={settings.hasHeader ? 'yes' : 'no'}>
          <option value="yes">Names the columns</option>
          <option value="no">Is a post already</option>
        </SelectField>
      ) : null}
      {sheets.length > 1 ? (
        <SelectField label="Sheet" name="setting.sheet" defaultValue={settings.sheet ?? sheets[0]}>
          {sheets.map((sheet) => (
            <option key={sheet} value={sheet}>
              {sheet}
            </option>
          ))}
        </SelectField>
      ) : null}
      {recordPaths.length > 1 ? (
        <SelectField label="Where the posts are" name="setting.recordPath" defaultValue={settings.recordPath}>
          {recordPaths.map(({ path }) => (
            <option key={path} value={path}>
              {path || 'The outermost list'}
            </option>
          ))}
        </SelectField>
      ) : null}
      <SelectField label="Texts are" name="format" defaultValue={mapping.format} hint={inspection.formatReason}>
        {FORMATS.map((format) => (
          <option key={format} value={format}>
            {FORMAT_LABELS[format]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="3/4/2024 is"
        name="dateOrder"
        defaultValue={mapping.dateOrder}
        hint={inspection.dateOrderReason}
      >
        <option value="dmy">3 April</option>
        <option value="mdy">4 March</option>
      </SelectField>
    </div>
  );
}
