import { clsx } from 'clsx';
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { useId } from 'react';
import { Icon } from './icon.tsx';

const CONTROL =
  'w-full rounded-md border border-line-control bg-pane px-2.5 text-ink placeholder:text-faint disabled:opacity-60 aria-invalid:border-danger';
/** The browser's own button, as part of the field. */
const FILE =
  'cursor-pointer overflow-hidden pl-0 text-muted file:mr-2.5 file:h-full file:cursor-pointer file:border-0 file:border-r file:border-solid file:border-line-control file:bg-sunken file:px-2.5 file:font-medium file:text-ink';

interface FieldText {
  label: string;
  hint?: ReactNode;
  error?: string;
  /** The label is there for screen readers only: the place explains the control to those who see it. */
  isLabelHidden?: boolean;
  fieldClassName?: string;
}

export function TextField({
  label,
  hint,
  error,
  isLabelHidden,
  fieldClassName,
  className,
  ...rest
}: FieldText & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <Field {...{ id, label, hint, error, isLabelHidden, fieldClassName }}>
      <input
        id={id}
        {...described(id, hint, error)}
        className={clsx(CONTROL, 'h-8 max-md:h-10', rest.type === 'file' && FILE, className)}
        {...rest}
      />
    </Field>
  );
}

export function TextareaField({
  label,
  hint,
  error,
  isLabelHidden,
  fieldClassName,
  className,
  ...rest
}: FieldText & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  return (
    <Field {...{ id, label, hint, error, isLabelHidden, fieldClassName }}>
      <textarea id={id} {...described(id, hint, error)} className={clsx(CONTROL, 'py-1.5', className)} {...rest} />
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  error,
  isLabelHidden,
  fieldClassName,
  className,
  children,
  ...rest
}: FieldText & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <Field {...{ id, label, hint, error, isLabelHidden, fieldClassName }}>
      <span className="relative block">
        <select
          id={id}
          {...described(id, hint, error)}
          className={clsx(CONTROL, 'h-8 appearance-none pr-7 max-md:h-10', className)}
          {...rest}
        >
          {children}
        </select>
        <Icon
          name="chevronDown"
          size={12}
          className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted"
        />
      </span>
    </Field>
  );
}

export function CheckboxField({ label, hint, ...rest }: FieldText & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <input
        id={id}
        type="checkbox"
        {...described(id, hint, undefined)}
        className="mt-0.5 size-4 accent-accent-fill"
        {...rest}
      />
      <div>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-xs text-muted">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}

function Field({
  id,
  label,
  hint,
  error,
  isLabelHidden,
  fieldClassName,
  children,
}: FieldText & { id: string; children: ReactNode }) {
  return (
    <div className={fieldClassName}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'mb-1 block text-xs font-medium text-muted'}>
        {label}
      </label>
      {children}
      {error ? (
        <p id={`${id}-error`} className="mt-1 flex items-start gap-1 text-xs text-danger">
          <Icon name="warning" size={12} className="mt-0.5 shrink-0" />
          {error}
        </p>
      ) : hint ? (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

function described(id: string, hint: ReactNode, error: string | undefined) {
  if (error) return { 'aria-invalid': true, 'aria-describedby': `${id}-error` };
  return hint ? { 'aria-describedby': `${id}-hint` } : {};
}
