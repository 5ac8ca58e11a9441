import { Form, Link } from '@remix-run/react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { PostSummary } from '#server/posts/post-summary.ts';
import { PostItem } from '../posts/post-item.tsx';
import { useSending } from '../settings/use-sending.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { SpanFields } from './proposed-quotes.tsx';

interface ChosenSpan {
  readonly postId: number;
  readonly startOffset: number;
  readonly endOffset: number;
}

/** Posts of the report's clusters. Selected words are quoted exactly; without scripts, a whole post is. */
export function QuoteFromPosts({
  posts,
  clusters,
  clusterId,
}: {
  posts: readonly PostSummary[];
  clusters: readonly { readonly id: number; readonly title: string }[];
  clusterId: number | null;
}) {
  const list = useRef<HTMLUListElement>(null);
  const isSending = useSending();
  const span = useSelectedSpan(list);
  const chosen = span ? posts.find(({ id }) => id === span.postId) : undefined;
  return (
    <>
      {clusters.length > 1 ? (
        <div className="mb-2 overflow-x-auto">
          <TabLinks
            label="Cluster to quote from"
            tabs={clusters.map((cluster) => ({
              to: `?cluster=${cluster.id}`,
              label: cluster.title,
              isCurrent: cluster.id === clusterId,
            }))}
          />
        </div>
      ) : null}
      <ul ref={list} className="divide-y divide-line rounded-lg border border-line px-4">
        {posts.map((post) => (
          <li key={post.id}>
            <PostItem
              post={post}
              isWhole
              foot={
                <Form method="post" preventScrollReset>
                  <SpanFields
                    postId={post.id}
                    startOffset={post.text.length - post.text.trimStart().length}
                    endOffset={post.text.trimEnd().length}
                    contentHash={post.contentHash}
                  />
                  <button
                    type="submit"
                    name="intent"
                    value="quote"
                    disabled={isSending('quote')}
                    className="py-1 hover:text-ink hover:underline"
                  >
                    Quote all of it
                  </button>
                </Form>
              }
            />
          </li>
        ))}
        {posts.length === 0 ? (
          <li className="py-4 text-muted">
            No posts here.{' '}
            <Link to="/clusters" className="text-accent hover:underline">
              Open the clusters
            </Link>
          </li>
        ) : null}
      </ul>
      {span && chosen ? (
        <Form
          method="post"
          preventScrollReset
          // Keeps the selection when the button is pressed.
          onMouseDown={(event) => event.preventDefault()}
          className="sticky bottom-16 z-10 mt-3 flex w-fit items-center gap-3 rounded-lg bg-raised p-1.5 pl-3 shadow-pop md:bottom-3"
        >
          <SpanFields {...span} contentHash={chosen.contentHash} />
          <span className="max-w-64 truncate text-xs text-muted">
            “{chosen.text.slice(span.startOffset, span.endOffset)}”
          </span>
          <Button name="intent" value="quote" size="sm" variant="primary" disabled={isSending('quote')}>
            <Icon name="quote" size={14} />
            Quote the selection
          </Button>
        </Form>
      ) : null}
    </>
  );
}

/** What is selected within the text of one post of the list, without space around it. */
function useSelectedSpan(list: RefObject<HTMLElement>): ChosenSpan | null {
  const [span, setSpan] = useState<ChosenSpan | null>(null);
  useEffect(() => {
    function onChange() {
      setSpan(readSelection(list.current));
    }
    document.addEventListener('selectionchange', onChange);
    return () => document.removeEventListener('selectionchange', onChange);
  }, [list]);
  return span;
}

function readSelection(list: HTMLElement | null): ChosenSpan | null {
  const selection = document.getSelection();
  if (!list || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const { startContainer: node } = range;
  const text = node.parentElement?.closest<HTMLElement>('[data-post-text]');
  if (!text || !list.contains(text) || node.nodeType !== Node.TEXT_NODE) return null;
  // A selection by triple click ends at the start of what follows; one over two posts is no quote.
  const end = range.endContainer === node ? range.endOffset : null;
  const words = node.textContent ?? '';
  if (end === null && text.contains(range.endContainer)) return null;
  const selected = words.slice(range.startOffset, end ?? words.length);
  const startOffset = range.startOffset + (selected.length - selected.trimStart().length);
  const endOffset = range.startOffset + selected.trimEnd().length;
  return endOffset > startOffset ? { postId: Number(text.dataset.postId), startOffset, endOffset } : null;
}
