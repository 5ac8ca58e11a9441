import type { ClusterView } from '#server/clusters/select-clusters.ts';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** Why no cluster is listed, and what to do. */
export function ClusterListEmpty({
  hasRun,
  isFiltered,
  view,
}: {
  hasRun: boolean;
  isFiltered: boolean;
  view: ClusterView;
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
      <EmptyState
        icon="filter"
        title="Nothing matches"
        action={<ButtonLink to={view === 'inbox' ? '/clusters' : `/clusters?view=${view}`}>Clear filters</ButtonLink>}
      >
        No cluster of this view fits these filters.
      </EmptyState>
    );
  }
  const { title, text, action } = EMPTY[view];
  return (
    <EmptyState icon={view === 'inbox' ? 'check' : 'clusters'} title={title} action={action}>
      {text}
    </EmptyState>
  );
}

const toOpen = <ButtonLink to="/clusters?view=open">All open clusters</ButtonLink>;
const EMPTY = {
  inbox: { title: 'The inbox is empty', text: 'You have been through all that the last run found.', action: toOpen },
  open: {
    title: 'No open clusters',
    text: 'The last run found nothing that several members say, or all of it is done or dismissed.',
    action: <ButtonLink to="/posts?placed=no">Look at the posts</ButtonLink>,
  },
  mine: { title: 'Nothing is yours', text: 'Clusters that are assigned to you wait here.', action: toOpen },
  curated: {
    title: 'Nothing curated yet',
    text: 'What you rename, merge, split or assign is found here.',
    action: toOpen,
  },
  snoozed: {
    title: 'Nothing snoozed',
    text: 'What you put aside for a while waits here and comes back by itself.',
    action: null,
  },
  done: { title: 'Nothing done yet', text: 'What you are through with is kept here.', action: null },
  dismissed: {
    title: 'Nothing dismissed',
    text: 'What you dismiss waits here, keeps counting, and can be restored.',
    action: null,
  },
  all: { title: 'No clusters', text: 'The last run found nothing that several members say.', action: null },
} as const;
