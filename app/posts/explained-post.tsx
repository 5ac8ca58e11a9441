import { Link, useFetcher } from '@remix-run/react';
import { clsx } from 'clsx';
import { type ReactNode, useId, useState } from 'react';
import type { PostSummary } from '#server/posts/post-summary.ts';
import type { loader } from '../routes/posts/why.ts';
import { PostItem } from './post-item.tsx';
import { WhyPanel } from './why-panel.tsx';

/** A post of a cluster that says, when asked, why it is there. Without scripts the question leads to its own page. */
export function ExplainedPost({ post, lead }: { post: PostSummary; lead?: ReactNode }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const fetcher = useFetcher<typeof loader>();
  const why = fetcher.data;
  const ask = () => {
    if (!why && fetcher.state === 'idle') fetcher.load(`/posts/${post.id}/why`);
  };
  return (
    <>
      <PostItem
        post={post}
        lead={lead}
        isWhole={isOpen}
        hits={isOpen && why ? why.hits : []}
        foot={
          <Link
            to={`/posts/${post.id}#why`}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            data-why
            onPointerEnter={ask}
            onFocus={ask}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              ask();
              setOpen(!isOpen);
            }}
            className="py-1 hover:text-ink hover:underline"
          >
            Why is this here?
          </Link>
        }
      />
      {isOpen ? (
        // As high as most answers are, so that what is below moves once, when it is opened.
        <section
          id={id}
          aria-label="Why is this here?"
          aria-busy={!why}
          className={clsx('mb-3 min-h-52 rounded-lg bg-sunken px-4 py-3', lead ? 'ml-7' : '')}
        >
          {why ? <WhyPanel why={why} /> : <p className="text-muted">Looking at the posts around it…</p>}
        </section>
      ) : null}
    </>
  );
}
