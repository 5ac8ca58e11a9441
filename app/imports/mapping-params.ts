import { z } from 'zod';
import { Mapping, POST_FIELDS } from '#server/imports/mapping.ts';
import { FileSettings } from '#server/imports/readers/file-settings.ts';
import { DELIMITERS } from './mapping-labels.ts';

/** What a person chose for a file, as it stands in the address or in a form. */
export interface MappingChoice {
  readonly settings: Partial<FileSettings>;
  /** Undefined until something was chosen: then it is guessed. */
  readonly mapping: Mapping | undefined;
}

const Settings = FileSettings.partial();
const Choice = Mapping.extend({ columns: Mapping.shape.columns.extend({ text: z.string().max(500) }) });

/** Whatever is not one of ours is left to the guess. `column.text` names a column, `setting.delimiter` a setting. */
export function readMappingChoice(params: URLSearchParams | FormData): MappingChoice {
  const read = (name: string) => {
    const value = params.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const hasHeader = read('setting.hasHeader');
  const given = {
    delimiter: DELIMITERS.find(({ name }) => name === read('setting.delimiter'))?.value,
    encoding: read('setting.encoding') || undefined,
    recordPath: read('setting.recordPath'),
    sheet: read('setting.sheet') || undefined,
    hasHeader: hasHeader === undefined ? undefined : hasHeader === 'yes',
  };
  const settings = Settings.safeParse(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  const isChosen = POST_FIELDS.some((field) => read(`column.${field}`) !== undefined);
  const mapping = Choice.safeParse({
    columns: Object.fromEntries(
      POST_FIELDS.map((field) => [field, read(`column.${field}`) || (field === 'text' ? '' : null)]),
    ),
    format: read('format'),
    dateOrder: read('dateOrder'),
  });
  return {
    settings: settings.success ? dropDefaults(given, settings.data) : {},
    mapping: isChosen && mapping.success ? mapping.data : undefined,
  };
}

/** Only what was given: a partial schema still fills in its defaults, and those would overrule what is detected. */
function dropDefaults(given: Record<string, unknown>, settings: Partial<FileSettings>): Partial<FileSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => given[name] !== undefined));
}
