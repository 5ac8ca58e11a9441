import { clsx } from 'clsx';

/** The mark is the repeat sign of written music: what stands before it is sung again. */
export function Wordmark({ className, isMarkOnly = false }: { className?: string; isMarkOnly?: boolean }) {
  return (
    <span className={clsx('inline-flex items-center gap-2 font-semibold tracking-tight text-ink', className)}>
      <svg aria-hidden="true" width="20" height="20" viewBox="0 0 20 20">
        <rect width="20" height="20" rx="5.5" className="fill-accent-fill" />
        <g fill="white">
          <circle cx="6" cy="7.75" r="1.35" />
          <circle cx="6" cy="12.25" r="1.35" />
          <rect x="9.25" y="4.5" width="1.25" height="11" rx=".6" />
          <rect x="12" y="4.5" width="2.75" height="11" rx=".9" />
        </g>
      </svg>
      {isMarkOnly ? <span className="sr-only">Refrain</span> : 'Refrain'}
    </span>
  );
}
