import { Link } from '@remix-run/react';
import { Icon } from '../ui/icon.tsx';
import { FILTER_NAMES, toggleChoice, withoutParams } from './cluster-address.ts';
import type { ClusterParams } from './cluster-filter.ts';
import { type FilterNames, nameChoice } from './name-choice.ts';

/** The filters that are on; a click takes one off. */
export function FilterChips({ params, names, search }: { params: ClusterParams; names: FilterNames; search: string }) {
  const chips = FILTER_NAMES.flatMap((name) =>
    [params[name] ?? []].flat().map((value) => ({ name, value: String(value) })),
  );
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Filters that are on" className="mt-2 flex flex-wrap items-center gap-1">
      {chips.map(({ name, value }) => (
        <li key={`${name} ${value}`}>
          <Link
            to={`/clusters${toggleChoice(search, name, value)}`}
            className="inline-flex h-6 items-center gap-1 rounded-full bg-accent-soft pr-1.5 pl-2.5 text-xs font-medium text-accent hover:bg-active max-md:h-9"
          >
            {nameChoice(name, value, names)}
            <Icon name="close" size={10} />
            <span className="sr-only">: take this filter off</span>
          </Link>
        </li>
      ))}
      <li>
        <Link
          to={`/clusters${withoutParams(search, [...FILTER_NAMES, 'after'])}`}
          className="px-1.5 text-xs text-muted underline"
        >
          Clear
        </Link>
      </li>
    </ul>
  );
}
