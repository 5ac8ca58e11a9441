import { Form, useSubmit } from '@remix-run/react';
import { clsx } from 'clsx';
import type { ReactNode, SelectHTMLAttributes } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

/** Filters live in the address: a plain GET form, sent by itself on every change once scripts are there. */
export function FilterForm({
  action,
  children,
  className,
}: {
  action: string;
  children: ReactNode;
  className?: string;
}) {
  const submit = useSubmit();
  return (
    <Form
      method="get"
      action={action}
      role="search"
      className={className}
      onChange={(event) => {
        if (event.target instanceof HTMLSelectElement) submit(event.currentTarget, { replace: true });
      }}
    >
      {children}
      <noscript>
        <Button size="sm" className="mt-2">
          Apply filters
        </Button>
      </noscript>
    </Form>
  );
}

export function SearchField({ label, defaultValue }: { label: string; defaultValue: string }) {
  return (
    <div className="relative min-w-0 flex-1">
      <Icon
        name="search"
        size={14}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint"
      />
      {/* A new address fills the field anew. */}
      <input
        key={defaultValue}
        type="search"
        name="q"
        aria-label={label}
        placeholder={label}
        defaultValue={defaultValue}
        data-search
        className="h-8 w-full rounded-md border border-line-control bg-pane pr-2 pl-8 placeholder:text-faint max-md:h-10"
      />
    </div>
  );
}

/** A compact select for a filter; it stands out once it filters. */
export function FilterSelect({
  label,
  value,
  className,
  children,
  ...rest
}: { label: string; value: string } & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'value'>) {
  return (
    <span className="relative inline-block min-w-0">
      <select
        key={value}
        aria-label={label}
        defaultValue={value}
        className={clsx(
          className ?? 'h-7',
          'max-w-full appearance-none truncate rounded-md border py-0 pr-6 pl-2 text-xs max-md:h-10',
          value ? 'border-accent bg-accent-soft font-medium text-accent' : 'border-line-control bg-pane text-muted',
        )}
        {...rest}
      >
        {children}
      </select>
      <Icon
        name="chevronDown"
        size={10}
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
