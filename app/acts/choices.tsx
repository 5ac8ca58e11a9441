import { clsx } from 'clsx';
import type { ReactNode } from 'react';

/** One of several, as a list: the arrows move, Enter takes it. */
export function Choices<T extends string>({
  label,
  name,
  value,
  choices,
  onChange,
}: {
  label: string;
  name: string;
  value: T;
  choices: readonly { readonly value: T; readonly label: ReactNode; readonly aside?: ReactNode }[];
  onChange: (value: T) => void;
}) {
  return (
    <fieldset className="scroll-pane max-h-72">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className={clsx(
            'flex min-h-8 items-center gap-2.5 rounded-md px-2 py-1 max-md:min-h-11',
            choice.value === value ? 'bg-active' : 'hover:bg-hover',
          )}
        >
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            // biome-ignore lint/a11y/noAutofocus: a dialog begins at what it asks
            autoFocus={choice.value === value}
            className="size-3.5 accent-accent-fill"
          />
          <span className="min-w-0 flex-1">{choice.label}</span>
          {choice.aside ? <span className="tnum text-xs text-muted">{choice.aside}</span> : null}
        </label>
      ))}
    </fieldset>
  );
}
