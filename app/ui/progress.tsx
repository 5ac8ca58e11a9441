/** A bar with a known end; without one it says only that work goes on. */
export function ProgressBar({ done, total, label }: { done: number; total: number | null; label: string }) {
  const share = total ? Math.min(1, done / total) : null;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total ?? undefined}
      aria-valuenow={share === null ? undefined : Math.min(done, total ?? 0)}
      className="h-1.5 overflow-hidden rounded-full bg-line"
    >
      {share === null ? (
        <div className="nav-progress h-full w-2/5 rounded-full bg-accent" />
      ) : (
        <div
          className="h-full rounded-full bg-accent transition-[width] duration-500"
          style={{ width: `${share * 100}%` }}
        />
      )}
    </div>
  );
}
