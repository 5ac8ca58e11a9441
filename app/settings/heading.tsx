import type { ReactNode } from 'react';

export function SettingsHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-6">
      <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
      {children ? <p className="mt-0.5 max-w-xl text-muted">{children}</p> : null}
    </div>
  );
}
