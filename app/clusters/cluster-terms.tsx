import { Link, useLocation } from '@remix-run/react';
import type { ClusterTerm } from '#db/schema.ts';
import type { ClusterExplanation } from '#server/explanations/explain-cluster.ts';
import { withParam } from '../ui/pager.tsx';

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

/** How much each term weighs, and what separates the cluster from the one that reads most like it. */
export function TermsExplained({ explanation }: { explanation: ClusterExplanation | null }) {
  const { search } = useLocation();
  if (!explanation) {
    return (
      <Link
        to={withParam(search, 'terms', 'all')}
        preventScrollReset
        className="mt-2 inline-block py-1 text-xs text-muted underline decoration-line-strong underline-offset-2 hover:text-ink"
      >
        Weights, and what separates it from its nearest neighbour
      </Link>
    );
  }
  const { terms, neighbour } = explanation;
  const strongest = Math.max(...terms.map(({ weight }) => weight), Number.MIN_VALUE);
  return (
    <section aria-label="Why it is called so" className="mt-3 rounded-lg border border-line bg-sunken px-4 py-3">
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-[minmax(0,15rem)_minmax(0,1fr)]">
        <table className="w-full text-xs">
          <caption className="mb-1 text-left text-muted">How strongly each term sets it apart</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">Term</th>
              <th scope="col">Weight</th>
            </tr>
          </thead>
          <tbody>
            {terms.map(({ term, weight }) => (
              <tr key={term}>
                <th scope="row" className="w-1/2 py-0.5 pr-3 text-left font-normal [overflow-wrap:anywhere]">
                  {term}
                </th>
                <td className="py-0.5">
                  <span className="flex items-center gap-2">
                    <span aria-hidden="true" className="h-1.5 flex-1 overflow-hidden rounded-full bg-active">
                      <span
                        className="block h-full rounded-full bg-accent"
                        style={{ width: `${(weight / strongest) * 100}%` }}
                      />
                    </span>
                    <span className="tnum w-9 text-right text-muted">{weight.toPrecision(2)}</span>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {neighbour ? <Neighbour neighbour={neighbour} /> : <p className="text-xs text-muted">{ALONE}</p>}
      </div>
      <p className="mt-3 text-xs">
        <Link to={withParam(search, 'terms', null)} preventScrollReset className="text-muted underline hover:text-ink">
          Close
        </Link>
      </p>
    </section>
  );
}

const ALONE = 'No other cluster goes by any of these terms.';

function Neighbour({ neighbour }: { neighbour: NonNullable<ClusterExplanation['neighbour']> }) {
  const lines = [
    ['Both go by', neighbour.sharedTerms],
    ['Only this one', neighbour.ownTerms],
    ['Only the other', neighbour.otherTerms],
  ] as const;
  return (
    <div className="text-xs">
      <p className="text-muted">
        Its nearest neighbour is{' '}
        <Link to={`/clusters/${neighbour.id}?view=all`} className="font-medium text-accent hover:underline">
          {neighbour.title}
        </Link>
        , <span className="tnum">{neighbour.similarity.toFixed(2)}</span> alike by their terms (1 is the same).
      </p>
      <dl className="mt-2 space-y-1.5">
        {lines.map(([label, terms]) => (
          <div key={label}>
            <dt className="text-muted">{label}</dt>
            <dd>{terms.length > 0 ? terms.join(', ') : 'none'}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
