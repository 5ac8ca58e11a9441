import { Link, useLocation } from '@remix-run/react';
import { buttonLook } from './button.tsx';
import { Icon } from './icon.tsx';

/** Leads on through a long list; the place is in the address. */
export function Pager({
  next,
  isFirst,
  label,
  param = 'after',
}: {
  next: string | null;
  isFirst: boolean;
  label: string;
  param?: string;
}) {
  const { search } = useLocation();
  if (!next && isFirst) return null;
  return (
    <nav aria-label={label} className="flex items-center justify-between gap-2 py-3">
      {isFirst ? (
        <span />
      ) : (
        <Link to={withParam(search, param, null)} className={buttonLook({ variant: 'ghost', size: 'sm' })}>
          First page
        </Link>
      )}
      {next ? (
        <Link to={withParam(search, param, next)} rel="next" className={buttonLook({ size: 'sm' })}>
          Next page
          <Icon name="chevronRight" size={12} />
        </Link>
      ) : null}
    </nav>
  );
}

/** The same address with one parameter changed; null takes it out. */
export function withParam(search: string, name: string, value: string | null): string {
  const params = new URLSearchParams(search);
  if (value === null) params.delete(name);
  else params.set(name, value);
  return `?${params}`;
}
