import { Form } from '@remix-run/react';
import { type FormEvent, startTransition, useEffect, useRef, useState } from 'react';
import type { PostSummary } from '#server/posts/post-summary.ts';
import { useOpenAct } from '../acts/acts-provider.tsx';
import { countOf } from '../format.ts';
import { ExplainedPost } from '../posts/explained-post.tsx';
import { ACT_NAMES } from '../shell/shortcut-list.ts';
import { useShortcuts } from '../shell/use-shortcuts.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useListKeys } from '../ui/use-list-keys.ts';
import type { Chosen } from './use-choice.ts';

/** All posts of a cluster; chosen ones can be taken out of it. */
export function ClusterPosts({
  posts,
  cluster,
  canCurate,
}: {
  posts: readonly PostSummary[];
  cluster: Chosen;
  canCurate: boolean;
}) {
  const list = useRef<HTMLUListElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [chosenCount, setChosenCount] = useState<number | null>(null);
  const openAct = useOpenAct();
  const chosenIds = () => (form.current ? new FormData(form.current).getAll('post').map(Number) : []);
  const count = () => setChosenCount(form.current ? new FormData(form.current).getAll('post').length : 0);
  function move() {
    const postIds = chosenIds();
    if (postIds.length > 0) openAct?.({ kind: 'move', postIds, from: cluster });
  }
  function split() {
    openAct?.({ kind: 'split', cluster, postIds: chosenIds() });
  }
  useListKeys(list);
  const chosen = () => (chosenIds().length > 0 ? countOf(chosenIds().length, 'selected post') : null);
  useShortcuts(canCurate ? { x: () => focusedBox()?.click() } : {});
  useShortcuts(canCurate ? { v: () => move() } : {}, { names: ACT_NAMES.posts, subject: chosen });
  useShortcuts(canCurate ? { s: () => split() } : {}, {
    names: ACT_NAMES.split,
    subject: () => chosen() ?? `“${cluster.title}”`,
  });
  // Other posts are on screen now: nothing of them is chosen. The same ones, read again, stay as they are.
  const shown = posts.map(({ id }) => id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list is the reason to run
  useEffect(() => {
    form.current?.reset();
    startTransition(() => setChosenCount(0));
  }, [shown]);

  const items = posts.map((post) => (
    <li
      key={post.id}
      data-key-item
      tabIndex={-1}
      className="far-off -mx-2 rounded-md border-b border-line px-2 focus:bg-hover focus:outline-none"
    >
      <ExplainedPost
        post={post}
        lead={
          canCurate ? (
            <input
              type="checkbox"
              name="post"
              value={post.id}
              aria-label={`Choose the post by ${post.author?.name ?? 'an unknown author'}`}
              className="mt-0.5 size-4 shrink-0 accent-accent-fill"
            />
          ) : undefined
        }
      />
    </li>
  ));
  if (!canCurate) {
    return (
      <ul ref={list} data-key-list>
        {items}
      </ul>
    );
  }
  return (
    <Form method="post" ref={form} onChange={(_: FormEvent) => count()}>
      <input type="hidden" name="intent" value="move" />
      <input type="hidden" name="version" value={cluster.version} />
      <ul ref={list} data-key-list>
        {items}
      </ul>
      {/* Before scripts count what is chosen, the button is always there. */}
      {chosenCount === 0 ? null : (
        <div className="sticky bottom-16 z-10 mt-3 flex w-fit items-center gap-2 rounded-lg bg-raised p-1.5 pl-3 shadow-pop md:bottom-3">
          {chosenCount === null ? null : <span className="tnum">{chosenCount} selected</span>}
          {chosenCount === null ? (
            <Button size="sm" variant="primary">
              <Icon name="move" size={14} />
              Move out of this cluster
            </Button>
          ) : (
            <>
              <Button type="button" size="sm" variant="ghost" title="Move (v)" onClick={move}>
                <Icon name="move" size={14} />
                Move
              </Button>
              <Button type="button" size="sm" variant="ghost" title="Split off (s)" onClick={split}>
                <Icon name="split" size={14} />
                Split off
              </Button>
            </>
          )}
          {chosenCount === null ? null : (
            <Button type="reset" size="icon" variant="ghost" aria-label="Choose none" onClick={() => setChosenCount(0)}>
              <Icon name="close" size={14} />
            </Button>
          )}
        </div>
      )}
    </Form>
  );
}

function focusedBox(): HTMLInputElement | null {
  return document.activeElement?.closest('[data-key-item]')?.querySelector('input[type="checkbox"]') ?? null;
}
