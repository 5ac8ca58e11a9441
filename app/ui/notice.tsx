import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

const TONES = {
  neutral: { look: 'border-line bg-sunken text-ink', icon: 'info' },
  success: { look: 'border-transparent bg-success-soft text-success', icon: 'check' },
  warning: { look: 'border-transparent bg-warning-soft text-warning', icon: 'warning' },
  danger: { look: 'border-transparent bg-danger-soft text-danger', icon: 'warning' },
} as const satisfies Record<string, { look: string; icon: IconName }>;
export type Tone = keyof typeof TONES;

/** A message that belongs to the page: what happened, and what the reader can do. */
export function Notice({
  tone = 'neutral',
  children,
  className,
}: {
  tone?: Tone;
  children: ReactNode;
  className?: string;
}) {
  const { look, icon } = TONES[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={clsx('flex items-start gap-2 rounded-md border px-3 py-2', look, className)}
    >
      <Icon name={icon} className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
