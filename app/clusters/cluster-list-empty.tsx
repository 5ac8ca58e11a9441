import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** Why no cluster is listed, and what to do. */
export function ClusterListEmpty({
  hasRun,
  isFiltered,
  state,
}: {
  hasRun: boolean;
  isFiltered: boolean;
  state: 'open' | 'dismissed';
}) {
  if (!hasRun) {
    return (
      <EmptyState icon="clusters" title="No clusters yet" action={<ButtonLink to="/">Begin with posts</ButtonLink>}>
        Clusters appear once posts are in and a clustering run has gone over them.
      </EmptyState>
    );
  }
  if (isFiltered) {
    return (
      <EmptyState icon="filter" title="Nothing matches" action={<ButtonLink to="/clusters">Clear filters</ButtonLink>}>
        No {state} cluster fits these filters.
      </EmptyState>
    );
  }
  if (state === 'dismissed') {
    return (
      <EmptyState icon="dismiss" title="Nothing dismissed">
        What you dismiss waits here, keeps counting, and can be restored.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="clusters"
      title="No open clusters"
      action={<ButtonLink to="/posts?placed=no">Look at the posts</ButtonLink>}
    >
      The last run found nothing that several members say, or all of it was dismissed.
    </EmptyState>
  );
}
