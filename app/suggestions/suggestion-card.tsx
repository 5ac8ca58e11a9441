import { Form, Link } from '@remix-run/react';
import type { FormEvent } from 'react';
import type { DescribedSuggestion, EvidencePost } from '#server/suggestions/describe-suggestions.ts';
import { countOf, formatLanguage } from '../format.ts';
import { authorName } from '../posts/post-item.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { KindChip } from '../ui/kind.tsx';
import { Marked } from '../ui/marked.tsx';
import { Notice } from '../ui/notice.tsx';
import { Day } from '../ui/time.tsx';
import { nameScore, SUGGESTION_LOOKS } from './suggestion-looks.ts';

export type Answer = 'accept' | 'refuse';

/** One suggestion: what to do, about which clusters, and what speaks for it. */
export function SuggestionCard({
  suggestion,
  canAnswer,
  isSending,
  refusal,
  onAnswer,
}: {
  suggestion: DescribedSuggestion;
  canAnswer: boolean;
  isSending: boolean;
  /** Why it could not be answered. */
  refusal: string | null;
  onAnswer: (answer: Answer) => void;
}) {
  const { id, kind, clusters, postIds, score, terms, evidence } = suggestion;
  const look = SUGGESTION_LOOKS[kind];
  const abroad = kind === 'merge' && postIds.length === 0 ? nameLanguages(clusters) : null;
  const headingId = `suggestion-${id}`;
  return (
    <li
      data-key-item
      data-suggestion-id={id}
      tabIndex={-1}
      className="rounded-lg border border-line bg-pane px-4 py-3.5 outline-offset-2 focus:border-accent focus:outline-none"
    >
      <article aria-labelledby={headingId}>
        <div className="flex items-baseline justify-between gap-3">
          <h2 id={headingId} className="flex items-center gap-2 font-semibold">
            <Icon name={look.icon} size={14} className="shrink-0 text-muted" />
            {look.proposes(postIds.length)}
          </h2>
          <p className="tnum shrink-0 text-xs text-muted" title="How much speaks for it, from 0 to 1">
            {nameScore(score)}, <span className="font-medium text-ink">{score.toFixed(2)}</span>
          </p>
        </div>
        <ol className="mt-2 space-y-1">
          {clusters.map((cluster, i) => (
            <li key={cluster.id} className="flex flex-wrap items-baseline gap-x-2.5">
              {kind === 'move' ? <span className="w-8 text-xs text-muted">{i === 0 ? 'From' : 'To'}</span> : null}
              <Link to={`/clusters/${cluster.id}?view=all`} className="min-w-0 font-medium hover:underline">
                {cluster.title}
              </Link>
              <span className="tnum flex items-center gap-2.5 text-xs text-muted">
                {countOf(cluster.voiceCount, 'voice')} in {countOf(cluster.postCount, 'post')}
                <KindChip kind={cluster.kind} />
              </span>
            </li>
          ))}
        </ol>
        <p className="mt-2 text-muted">
          {abroad === null ? (
            look.because(postIds.length)
          ) : (
            <>
              {abroad} Both say <span className="text-ink">{terms.slice(0, TERMS_SHOWN).join(', ')}</span>.
            </>
          )}
          {abroad === null && terms.length > 0 ? (
            <>
              {' '}
              {kind === 'merge' && postIds.length === 0 ? 'They share' : 'They are about'}{' '}
              <span className="text-ink">{terms.slice(0, TERMS_SHOWN).join(', ')}</span>.
            </>
          ) : null}
        </p>
        {evidence.length > 0 ? (
          <ul className="mt-2.5 space-y-2 border-l-2 border-line pl-3" aria-label="Posts that it is about">
            {evidence.map((post) => (
              <Evidence key={post.id} post={post} />
            ))}
          </ul>
        ) : null}
        {refusal ? (
          <Notice tone="warning" className="mt-3">
            {refusal}
          </Notice>
        ) : null}
        {canAnswer ? (
          <Form
            method="post"
            className="mt-3 flex flex-wrap gap-1.5"
            onSubmit={(event: FormEvent<HTMLFormElement>) => {
              const pressed = submitterOf(event);
              if (!pressed) return;
              event.preventDefault();
              onAnswer(pressed.value === 'accept' ? 'accept' : 'refuse');
            }}
          >
            <input type="hidden" name="suggestion" value={id} />
            <Button name="intent" value="accept" size="sm" disabled={isSending} title="Accept (y)">
              <Icon name="check" size={14} />
              {look.button(postIds.length)}
            </Button>
            <Button name="intent" value="refuse" size="sm" variant="ghost" disabled={isSending} title="Refuse (n)">
              <Icon name="close" size={14} />
              Refuse
            </Button>
          </Form>
        ) : null}
      </article>
    </li>
  );
}

/** Of clusters in two languages, in which each is written. */
function nameLanguages([a, b]: DescribedSuggestion['clusters']): string | null {
  if (!a?.language || !b?.language || a.language === b.language) return null;
  return `The first is in ${formatLanguage(a.language)}, the second in ${formatLanguage(b.language)}.`;
}

/** As many as a run keeps: what is marked in the posts is named. */
const TERMS_SHOWN = 10;

function Evidence({ post }: { post: EvidencePost }) {
  return (
    <li className="text-xs">
      <p className="post-text line-clamp-3" lang={post.language ?? undefined} dir="auto">
        <Marked text={post.text} hits={post.hits} />
      </p>
      <p className="mt-0.5 text-muted">
        {authorName(post)}, {post.source.name}
        {post.postedAt ? (
          <>
            , <Day at={post.postedAt} className="tnum" />
          </>
        ) : null}
        <span className="mx-1.5 text-faint">·</span>
        <Link to={`/posts/${post.id}`} className="hover:text-ink hover:underline">
          Whole post
        </Link>
      </p>
    </li>
  );
}

function submitterOf(event: FormEvent<HTMLFormElement>): HTMLButtonElement | null {
  const { nativeEvent } = event;
  const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null;
  return submitter instanceof HTMLButtonElement ? submitter : null;
}
