import { Form, Link } from '@remix-run/react';
import { clsx } from 'clsx';
import { useId } from 'react';
import { formatCompactCount } from '../format.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { SavedViewRow } from './read-views.ts';

const ACTION = '/clusters/views';

/** Views that people saved: one's own first in reach, those of others by their names. */
export function SavedViews({
  views,
  current,
  canSave,
}: {
  views: readonly SavedViewRow[];
  /** The filters that are on, as they would be saved; null where there are none. */
  current: string | null;
  canSave: boolean;
}) {
  const headingId = useId();
  // A view of the product by itself has its place in the list already.
  const isNew = current !== null && !/^(?:view=\w+)?$/.test(current) && !views.some(({ search }) => search === current);
  if (views.length === 0 && !(isNew && canSave)) return null;
  return (
    <section aria-labelledby={headingId} className="mt-2">
      <h2 id={headingId} className="px-2 py-1 text-2xs font-medium text-faint">
        Saved views
      </h2>
      <ul>
        {views.map((view) => (
          <li key={view.id} className="group flex items-center">
            <Link
              to={`/clusters${view.search ? `?${view.search}` : ''}`}
              aria-current={view.search === current ? 'true' : undefined}
              className={clsx(
                'flex h-7 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-xs max-md:h-10',
                view.search === current ? 'bg-active font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
              )}
            >
              <Icon name={view.isShared ? 'people' : 'filter'} size={14} className="shrink-0" />
              <span
                className="min-w-0 flex-1 truncate"
                title={view.ownerName ? `Shared by ${view.ownerName}` : undefined}
              >
                {view.name}
                {view.isShared ? (
                  <span className="sr-only">{view.ownerName ? ` (shared by ${view.ownerName})` : ' (shared)'}</span>
                ) : null}
              </span>
              <span className="tnum text-muted">{formatCompactCount(view.count)}</span>
            </Link>
            {view.ownerName === null && canSave ? <ViewMenu view={view} /> : null}
          </li>
        ))}
      </ul>
      {isNew && canSave ? <SaveForm current={current} /> : null}
    </section>
  );
}

function ViewMenu({ view }: { view: SavedViewRow }) {
  const item = 'flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-left text-xs hover:bg-hover max-md:h-11';
  return (
    <details className="pop shrink-0" data-closes>
      <summary
        aria-label={`What to do with the view ${view.name}`}
        className="grid size-6 place-items-center rounded text-muted hover:bg-hover hover:text-ink max-md:size-10"
      >
        <Icon name="more" size={14} />
      </summary>
      <Form method="post" action={ACTION} preventScrollReset className="right-0 w-40 p-1.5">
        <input type="hidden" name="view" value={view.id} />
        <button type="submit" name="intent" value={view.isShared ? 'unshare' : 'share'} className={item}>
          <Icon name={view.isShared ? 'lock' : 'people'} size={14} className="text-muted" />
          {view.isShared ? 'Keep to myself' : 'Share with all'}
        </button>
        <button type="submit" name="intent" value="delete" className={item}>
          <Icon name="trash" size={14} className="text-muted" />
          Delete
        </button>
      </Form>
    </details>
  );
}

function SaveForm({ current }: { current: string }) {
  return (
    <details key={current}>
      <summary className="flex h-7 items-center gap-2 rounded-md px-2 text-xs text-accent hover:bg-hover max-md:h-10">
        <Icon name="plus" size={14} />
        Save this view
      </summary>
      <Form method="post" action={ACTION} preventScrollReset className="space-y-2 px-2 pt-1 pb-2">
        <input type="hidden" name="search" value={current} />
        <input
          name="name"
          aria-label="Name of the view"
          placeholder="Name"
          required
          maxLength={60}
          autoComplete="off"
          className="h-7 w-full rounded-md border border-line-control bg-pane px-2 text-xs max-md:h-10"
        />
        <label className="flex items-center gap-2 text-xs text-muted max-md:min-h-10">
          <input type="checkbox" name="shared" value="yes" className="size-3.5 accent-accent-fill" />
          Share with all
        </label>
        <Button name="intent" value="save" size="sm">
          Save
        </Button>
      </Form>
    </details>
  );
}
