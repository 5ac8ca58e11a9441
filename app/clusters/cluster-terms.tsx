import type { ClusterTerm } from '#db/schema.ts';

/** The words that set a cluster apart; the bar is how strongly, against the strongest. */
export function ClusterTerms({ terms }: { terms: readonly ClusterTerm[] }) {
  const strongest = Math.max(...terms.map((term) => term.weight), Number.MIN_VALUE);
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label="Terms, strongest first">
      {terms.map(({ term, weight }) => (
        <li
          key={term}
          title={`Weight ${weight.toPrecision(2)}`}
          className="relative overflow-hidden rounded border border-line px-1.5 pt-0.5 pb-1 text-xs"
        >
          {term}
          <span
            aria-hidden="true"
            className="absolute bottom-0 left-0 h-0.5 bg-accent"
            style={{ width: `${Math.max(6, (weight / strongest) * 100)}%` }}
          />
        </li>
      ))}
    </ul>
  );
}
