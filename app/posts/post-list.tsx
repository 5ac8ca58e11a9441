import { Link, NavLink } from '@remix-run/react';
import { clsx } from 'clsx';
import { useRef } from 'react';
import { SIGN_LOOKS } from '../clusters/severity-looks.ts';
import { formatCount, formatLanguage } from '../format.ts';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { FilterForm, FilterSelect, SearchField } from '../ui/filter-form.tsx';
import { Icon } from '../ui/icon.tsx';
import { KIND_LOOKS, KIND_NAMES } from '../ui/kind.tsx';
import { Marked } from '../ui/marked.tsx';
import { Pager, withParam } from '../ui/pager.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { Day } from '../ui/time.tsx';
import { useListKeys } from '../ui/use-list-keys.ts';
import { PostBar, type PostChoice, usePostChoice } from './post-choice.tsx';
import type { PostParams } from './post-filter.ts';
import { authorName } from './post-item.tsx';
import type { PostRowContent } from './to-post-row.ts';

/** By the names that the looks give them: the database's own list is not for the browser. */
const SIGNS = Object.keys(SIGN_LOOKS) as readonly (keyof typeof SIGN_LOOKS)[];
const VIEWS = [
  { placed: null, label: 'All' },
  { placed: 'yes', label: 'In a cluster' },
  { placed: 'no', label: 'Unplaced' },
] as const;

export function PostList({
  posts,
  next,
  isFirstPage,
  count,
  params,
  sources,
  languages,
  search,
  canCurate,
}: {
  posts: readonly PostRowContent[];
  next: string | null;
  isFirstPage: boolean;
  count: { readonly shown: number; readonly isMore: boolean };
  params: PostParams;
  sources: readonly { readonly id: number; readonly name: string }[];
  languages: readonly string[];
  search: string;
  canCurate: boolean;
}) {
  const list = useRef<HTMLDivElement>(null);
  const ids = posts.map(({ id }) => id);
  const choice = usePostChoice(ids, { isEnabled: canCurate });
  useListKeys(list, { isPrimary: true });
  const { q, placed, kind, sign, source, cluster, language, from, to, sort } = params;
  const isFiltered = Boolean(q || kind || sign || source || cluster || language || from || to);
  return (
    <>
      <header className="border-b border-line px-4 pt-3 pb-2.5">
        <div className="mb-2.5 flex h-7 items-center justify-between gap-2">
          <h1 className="text-sm font-semibold">
            Posts{' '}
            <span className="tnum font-normal text-muted">
              {formatCount(count.shown)}
              {count.isMore ? '+' : ''}
            </span>
          </h1>
          <TabLinks
            label="Placement"
            tabs={VIEWS.map((view) => ({
              to: withParam(withParam(search, 'after', null), 'placed', view.placed),
              label: view.label,
              isCurrent: (placed ?? null) === view.placed,
            }))}
          />
        </div>
        <FilterForm action="/posts">
          {placed ? <input type="hidden" name="placed" value={placed} /> : null}
          {cluster ? <input type="hidden" name="cluster" value={cluster} /> : null}
          <div className="flex">
            <SearchField label="Search posts" defaultValue={q} />
          </div>
          {/* A phone has room for one row of them: it scrolls aside. */}
          <div className="max-md:-mx-4 max-md:flex max-md:gap-1.5 max-md:overflow-x-auto max-md:px-4 max-md:pb-1">
            <div className="mt-2 flex gap-1.5 max-md:shrink-0 md:flex-wrap">
              <FilterSelect label="Kind" name="kind" value={kind ?? ''}>
                <option value="">All kinds</option>
                {KIND_NAMES.map((name) => (
                  <option key={name} value={name}>
                    {KIND_LOOKS[name].plural}
                  </option>
                ))}
              </FilterSelect>
              <FilterSelect label="Severity and tone" name="sign" value={sign ?? ''}>
                <option value="">Any severity</option>
                {SIGNS.map((name) => (
                  <option key={name} value={name}>
                    {SIGN_LOOKS[name].label}
                  </option>
                ))}
              </FilterSelect>
              <FilterSelect label="Source" name="source" value={source ? String(source) : ''}>
                <option value="">All sources</option>
                {sources.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </FilterSelect>
              {languages.length > 1 ? (
                <FilterSelect label="Language" name="language" value={language ?? ''}>
                  <option value="">All languages</option>
                  {languages.map((code) => (
                    <option key={code} value={code}>
                      {formatLanguage(code)}
                    </option>
                  ))}
                </FilterSelect>
              ) : null}
            </div>
            <div className="mt-2 flex items-center gap-1.5 max-md:shrink-0 md:flex-wrap">
              <DayField label="From" name="from" value={from ?? ''} />
              <DayField label="To" name="to" value={to ?? ''} />
              {q ? (
                <FilterSelect label="Order" name="sort" value={sort === 'best' ? '' : sort}>
                  <option value="">Best first</option>
                  <option value="newest">Newest first</option>
                </FilterSelect>
              ) : null}
              {isFiltered ? (
                <Link
                  to={placed ? `/posts?placed=${placed}` : '/posts'}
                  className="ml-auto text-xs text-muted underline"
                >
                  Clear filters
                </Link>
              ) : null}
            </div>
          </div>
        </FilterForm>
      </header>
      <div ref={list} data-key-list className="scroll-pane relative min-h-0 flex-1">
        {posts.length === 0 ? (
          isFiltered || placed ? (
            <EmptyState
              icon="filter"
              title="Nothing matches"
              action={<ButtonLink to="/posts">Clear filters</ButtonLink>}
            >
              No post fits these filters.
            </EmptyState>
          ) : (
            <EmptyState icon="posts" title="No posts yet" action={<ButtonLink to="/">Begin with posts</ButtonLink>}>
              What members write appears here once it is imported.
            </EmptyState>
          )
        ) : (
          <ul>
            {posts.map((post) => (
              <li key={post.id}>
                <PostRow post={post} to={`/posts/${post.id}${search}`} choice={canCurate ? choice : null} />
              </li>
            ))}
          </ul>
        )}
        <div className="px-4">
          {q && sort === 'best' && !next && count.isMore ? (
            <p className="py-3 text-xs text-muted">
              These are the best of the newest.{' '}
              <Link to={withParam(withParam(search, 'after', null), 'sort', 'newest')} className="underline">
                List all by date
              </Link>
            </p>
          ) : null}
          <Pager next={next} isFirst={isFirstPage} label="Pages of posts" />
          {canCurate && posts.length > 0 ? (
            <p className="py-3 text-xs text-muted">
              <Link to="/posts/uncertain" className="underline">
                Answer for the posts of which the engine is least certain
              </Link>
            </p>
          ) : null}
        </div>
      </div>
      {canCurate ? <PostBar choice={choice} ids={ids} /> : null}
    </>
  );
}

/** A day of the time filter; Enter applies it, as in the search. */
function DayField({ label, name, value }: { label: string; name: string; value: string }) {
  return (
    <label className="flex items-center gap-1 text-xs text-muted">
      {label}
      <input
        key={value}
        type="date"
        name={name}
        defaultValue={value}
        className="h-7 rounded-md border border-line-control bg-pane px-1.5 text-xs text-ink max-md:h-10"
      />
    </label>
  );
}

function PostRow({ post, to, choice }: { post: PostRowContent; to: string; choice: PostChoice | null }) {
  const isChosen = choice?.chosen.has(post.id) ?? false;
  const row = (
    <NavLink
      to={to}
      prefetch="intent"
      data-key-item
      data-post-row={post.id}
      onClick={(event) => {
        if (!choice || !event.shiftKey) return;
        event.preventDefault();
        choice.toggle(post.id, true);
      }}
      className={({ isActive }) =>
        clsx(
          'block border-b border-line py-2.5 pr-4 -outline-offset-2 transition-colors',
          choice ? 'pl-9' : 'pl-4',
          isChosen ? 'bg-accent-soft' : isActive ? 'bg-active' : 'hover:bg-hover focus-visible:bg-hover',
        )
      }
    >
      <span className="flex items-baseline gap-2 text-xs text-muted">
        <span className="min-w-0 flex-1 truncate">
          <span className="font-medium text-ink">{authorName(post)}</span>
          <span className="mx-1.5 text-faint">·</span>
          {post.source.name}
        </span>
        {post.postedAt ? <Day at={post.postedAt} className="tnum shrink-0" /> : null}
      </span>
      <span
        dir="auto"
        lang={post.language ?? undefined}
        className="mt-0.5 line-clamp-2 text-ink [overflow-wrap:anywhere]"
      >
        {post.title ? (
          <strong className="font-medium">
            <Marked text={post.title} hits={post.titleHits} />{' '}
          </strong>
        ) : null}
        <Marked text={post.text} hits={post.textHits} />
      </span>
      <span className="mt-1 flex items-center gap-1 text-xs text-muted">
        {post.cluster ? (
          <>
            <Icon name="clusters" size={12} className="shrink-0" />
            <span className="truncate">{post.cluster.title}</span>
          </>
        ) : (
          'Unplaced'
        )}
        {post.isHeated ? <span className="shrink-0">· Heated</span> : null}
      </span>
    </NavLink>
  );
  if (!choice) return row;
  return (
    <div className="group relative">
      <label
        className={clsx(
          'absolute inset-y-0 left-0 z-10 grid w-9 justify-center pt-3',
          choice.chosen.size > 0
            ? ''
            : 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100',
        )}
      >
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isChosen}
          readOnly
          onClick={(event) => choice.toggle(post.id, event.shiftKey)}
          aria-label={`Choose the post by ${authorName(post)}`}
          className="size-4 accent-accent-fill"
        />
      </label>
      {row}
    </div>
  );
}
