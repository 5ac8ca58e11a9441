import { Link } from '@remix-run/react';
import type { PostDetail } from '#server/posts/get-post.ts';

const STRONG = 0.6;
const FAIR = 0.35;

/** In words and number, why a post stands where it does. */
export function PostPlace({ post }: { post: PostDetail }) {
  const { cluster, score } = post;
  if (post.isPinned) {
    return (
      <p>
        A person decided it: {cluster ? <ClusterLink cluster={cluster} /> : 'it belongs to no cluster'}. Later runs
        leave it there.
      </p>
    );
  }
  if (!cluster) {
    return (
      <p className="text-muted">Unplaced: the last run found nothing that it belongs to, or has not seen it yet.</p>
    );
  }
  return (
    <p>
      The last run put it into <ClusterLink cluster={cluster} />
      {score === null ? null : (
        <>
          , {score >= STRONG ? 'with a strong fit' : score >= FAIR ? 'with a fair fit' : 'with a loose fit'} (
          <span className="tnum">{score.toFixed(2)}</span> of 1)
        </>
      )}
      .
    </p>
  );
}

function ClusterLink({ cluster }: { cluster: { readonly id: number; readonly title: string } }) {
  return (
    <Link to={`/clusters/${cluster.id}`} className="font-medium text-accent hover:underline">
      {cluster.title}
    </Link>
  );
}
