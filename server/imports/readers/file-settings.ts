import { z } from 'zod';

export const FILE_FORMATS = ['csv', 'jsonl', 'json', 'xlsx'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** How to read a file. Detected from its content, and a person may change what was detected. */
export const FileSettings = z.object({
  format: z.enum(FILE_FORMATS),
  isGzipped: z.boolean().default(false),
  /** WHATWG name of the encoding, or `utf-32le`, `utf-32be`. Not used for XLSX. */
  encoding: z.string().max(40).default('utf-8'),
  /** CSV: what stands between cells. */
  delimiter: z.string().length(1).default(','),
  /** CSV: the file's first line is `sep=…` and holds no cells. */
  hasSeparatorLine: z.boolean().default(false),
  /** CSV and XLSX: the first row names the columns; otherwise they are called `Column 1`, `Column 2`, … */
  hasHeader: z.boolean().default(true),
  /** JSON: keys to the array that holds the records, joined with dots; empty is the outermost. */
  recordPath: z.string().max(200).default(''),
  /** XLSX: name of the sheet; null is the first. */
  sheet: z.string().max(100).nullable().default(null),
});
export type FileSettings = z.infer<typeof FileSettings>;
