import type { PipelineStep } from '#server/overview/get-pipeline.ts';
import { formatCount } from '../format.ts';

const LABELS: Readonly<Record<PipelineStep['step'], string>> = {
  posts: 'Posts',
  clusters: 'Clusters',
  reports: 'Reports',
  issues: 'Issues',
  shipped: 'Shipped',
  told: 'People told',
};

/** How far what members say has come, with the time that each step takes. */
export function Pipeline({ steps }: { steps: readonly PipelineStep[] }) {
  return (
    <dl
      aria-label="From posts to people told"
      className="mb-6 grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3 lg:grid-cols-6"
    >
      {steps.map(({ step, count, medianDays }) => (
        <div key={step} className="bg-pane px-4 py-3">
          <dt className="text-xs text-muted">{LABELS[step]}</dt>
          <dd className="tnum text-2xl font-semibold tracking-tight">{formatCount(count)}</dd>
          <dd className="tnum text-xs leading-6 text-muted" title="From the step before: half took longer">
            {step === 'posts' ? 'stored' : medianDays === null ? 'none so far' : sayDays(medianDays)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function sayDays(days: number): string {
  if (days < 1 / 24) return 'within the hour';
  if (days < 1) return after(Math.round(days * 24), 'hour');
  if (days < 60) return after(Math.round(days), 'day');
  return days < 730 ? after(Math.round(days / 30.4), 'month') : after(Math.round(days / 365), 'year');
}

function after(amount: number, noun: string): string {
  return `after ${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
