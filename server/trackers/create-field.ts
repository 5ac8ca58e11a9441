/** What kind of input a field of a new issue needs. `unsupported` ones can only get a fixed value, from an admin. */
export const FIELD_KINDS = [
  'text',
  'paragraph',
  'number',
  'date',
  'datetime',
  'url',
  'option',
  'options',
  'cascade',
  'labels',
  'user',
  'issue',
  'unsupported',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

export interface FieldOption {
  readonly id: string;
  readonly name: string;
  /** Of a cascading choice. */
  readonly children: readonly { readonly id: string; readonly name: string }[];
}

/** One field of a new issue beyond title, body and labels, as the tracker describes it. */
export interface CreateField {
  readonly id: string;
  readonly name: string;
  /** Required, and the tracker has no value of its own for it. */
  readonly isRequired: boolean;
  readonly kind: FieldKind;
  readonly options: readonly FieldOption[];
}

/** What a new issue of a target can and must carry. */
export interface CreateForm {
  readonly issueTypes: readonly { readonly id: string; readonly name: string }[];
  /** The type that the fields below belong to; null where the tracker has no types. */
  readonly issueType: string | null;
  readonly fields: readonly CreateField[];
}
