import { Link } from '@remix-run/react';
import { Marked } from '../ui/marked.tsx';
import { Day } from '../ui/time.tsx';
import { authorName } from './post-item.tsx';
import type { Why } from './to-why.ts';

const TERMS_SHOWN = 8;
const FITS = {
  strong: 'It fits strongly',
  fair: 'It fits fairly well',
  loose: 'It fits loosely',
} as const;

/** Why a post is where it is: who put it there or how well it fits, and the three posts nearest to it. */
export function WhyPanel({ why }: { why: Why }) {
  const { nearest, comparedCount } = why;
  return (
    <div>
      <Place why={why} />
      <Next why={why} />
      <Also also={why.also} />
      {nearest.length > 0 ? (
        <>
          <p className="mt-3 text-xs text-muted">
            {nearest.length === 1 ? 'The post' : `The ${nearest.length} posts`} most like it
            <span className="tnum"> of {comparedCount} compared</span>. Marked is what both say.
          </p>
          <ol className="mt-2 space-y-2.5 border-l-2 border-line pl-3">
            {nearest.map((near) => (
              <Near key={near.id} near={near} />
            ))}
          </ol>
        </>
      ) : why.cluster && comparedCount > 0 ? (
        <p className="mt-2 text-xs text-muted">It shares no telling word with the posts around it.</p>
      ) : null}
    </div>
  );
}

function Place({ why: { cluster, decision, score, fit, also } }: { why: Why }) {
  if (decision) {
    return (
      <p>
        {decision.kind === 'pin_posts' ? 'Pinned' : cluster ? 'Moved' : 'Taken out'} {cluster ? 'here ' : ''}by{' '}
        <strong className="font-medium">{decision.actorName}</strong> on <Day at={decision.createdAt} />
        {cluster ? (
          <>
            , to <ClusterLink cluster={cluster} />
          </>
        ) : (
          ': it belongs to no cluster'
        )}
        . Later runs leave it there.{' '}
        <Link
          to={cluster ? `/decisions?cluster=${cluster.id}` : '/decisions'}
          className="text-muted underline decoration-line-strong underline-offset-2 hover:text-ink"
        >
          History
        </Link>
      </p>
    );
  }
  if (!cluster && also.length > 0) {
    return (
      <p className="text-muted">As a whole it is in no cluster: the last run found none that all of it belongs to.</p>
    );
  }
  if (!cluster) {
    return (
      <p className="text-muted">Unplaced: the last run found nothing that it belongs to, or has not seen it yet.</p>
    );
  }
  if (fit === 'kept' || fit === null || score === null) {
    return (
      <p>
        The last run would have it elsewhere. It stays in <ClusterLink cluster={cluster} />, because people have decided
        about that cluster.
      </p>
    );
  }
  return (
    <p>
      {FITS[fit]} (<span className="tnum">{score.toFixed(2)}</span> of 1), so the last run put it into{' '}
      <ClusterLink cluster={cluster} />.
    </p>
  );
}

/** Where it would go otherwise, and how far that is behind; of an unplaced post, what is missing to it. */
function Next({ why: { cluster, ownFit, next } }: { why: Why }) {
  if (next === null) {
    return (
      <p className="mt-1 text-muted">
        {cluster ? 'No other cluster goes by words that it says.' : 'No cluster goes by words that it says.'}
      </p>
    );
  }
  const fit = <span className="tnum">{next.fit.toFixed(2)}</span>;
  if (ownFit !== null) {
    return (
      <p className="mt-1">
        By its words it would fit <ClusterLink cluster={next.cluster} /> {next.fit < ownFit ? 'next' : 'as well'}: {fit}{' '}
        against <span className="tnum">{ownFit.toFixed(2)}</span> here.
      </p>
    );
  }
  const usual = <span className="tnum">{next.usualFit.toFixed(2)}</span>;
  const isUsual = next.fit >= next.usualFit;
  return cluster ? null : (
    <p className="mt-1">
      By its words it is nearest to <ClusterLink cluster={next.cluster} />: {fit}, where nine in ten of the posts there
      reach {usual}.{' '}
      {isUsual ? 'Its words would do; the posts nearest to it in meaning are in no cluster or in others. ' : null}
      {next.missingTerms.length > 0 ? `It does not speak of ${listWords(next.missingTerms)}.` : null}
    </p>
  );
}

function listWords(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : (words[0] ?? '');
}

/** Other matters that the post speaks of on the way. */
function Also({ also }: { also: Why['also'] }) {
  if (also.length === 0) return null;
  return (
    <ul className="mt-2 space-y-1.5">
      {also.map(({ cluster, quote }) => (
        <li key={cluster.id}>
          Also in <ClusterLink cluster={cluster} />, by this passage:
          <blockquote className="post-text mt-0.5 line-clamp-4 border-l-2 border-line-strong pl-3 text-xs">
            {quote}
          </blockquote>
        </li>
      ))}
    </ul>
  );
}

function Near({ near }: { near: Why['nearest'][number] }) {
  return (
    <li className="text-xs">
      <p className="post-text line-clamp-3" lang={near.language ?? undefined} dir="auto">
        <Marked text={near.text} hits={near.hits} />
      </p>
      <p className="mt-0.5 text-muted">
        <span className="tnum">{near.similarity.toFixed(2)} alike</span>, by{' '}
        <span className="text-ink">{near.terms.slice(0, TERMS_SHOWN).join(', ')}</span>
        <span className="mx-1.5 text-faint">·</span>
        {authorName(near)}, {near.source.name}
        {near.postedAt ? (
          <>
            , <Day at={near.postedAt} className="tnum" />
          </>
        ) : null}
        <span className="mx-1.5 text-faint">·</span>
        <Link to={`/posts/${near.id}`} className="hover:text-ink hover:underline">
          Whole post
        </Link>
      </p>
    </li>
  );
}

function ClusterLink({ cluster }: { cluster: { readonly id: number; readonly title: string } }) {
  return (
    <Link to={`/clusters/${cluster.id}?view=all`} className="font-medium text-accent hover:underline">
      {cluster.title}
    </Link>
  );
}
