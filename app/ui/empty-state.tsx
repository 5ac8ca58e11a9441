import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** What stands where nothing is yet: says why, and offers the next step. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-6 py-16 text-center">
      <span className="mb-3 grid size-10 place-items-center rounded-xl border border-line bg-sunken text-faint">
        <Icon name={icon} size={18} />
      </span>
      <h2 className="text-base font-semibold">{title}</h2>
      {children ? <div className="mt-1 max-w-sm text-muted">{children}</div> : null}
      {action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
