import { Link } from '@remix-run/react';
import { clsx } from 'clsx';
import { formatCompactCount } from '../format.ts';

export interface TabLink {
  readonly to: string;
  readonly label: string;
  readonly isCurrent: boolean;
  readonly count?: number;
}

/** Views of one list, each with its own address. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className="flex gap-1">
      {tabs.map((tab) => (
        <Link
          key={tab.label}
          to={tab.to}
          aria-current={tab.isCurrent ? 'true' : undefined}
          className={clsx(
            'inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-xs font-medium max-md:h-9',
            tab.isCurrent ? 'bg-active text-ink' : 'text-muted hover:bg-hover hover:text-ink',
          )}
        >
          {tab.label}
          {tab.count === undefined ? null : <span className="tnum text-muted">{formatCompactCount(tab.count)}</span>}
        </Link>
      ))}
    </nav>
  );
}
