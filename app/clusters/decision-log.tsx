import { Ago } from '../ui/time.tsx';

export interface DecisionLine {
  readonly id: number;
  readonly actorName: string;
  readonly does: string;
  readonly createdAt: Date;
}

/** Who decided what about a cluster, newest first. Nothing is ever taken out of it. */
export function DecisionLog({ decisions }: { decisions: readonly DecisionLine[] }) {
  if (decisions.length === 0) return <p className="text-muted">Nobody has changed what the runs found.</p>;
  return (
    <ol className="space-y-1.5">
      {decisions.map((decision) => (
        <li key={decision.id} className="flex gap-2">
          <span aria-hidden="true" className="mt-[7px] size-1.5 shrink-0 rounded-full bg-line-strong" />
          <span className="min-w-0">
            <strong className="font-medium">{decision.actorName}</strong> {decision.does}{' '}
            <Ago at={decision.createdAt} className="text-muted" />
          </span>
        </li>
      ))}
    </ol>
  );
}
