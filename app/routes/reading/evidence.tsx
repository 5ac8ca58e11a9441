import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { findEvidence } from '#server/reports/find-evidence.ts';
import { requireReadable } from '#server/reports/require-readable.ts';
import { countOf } from '../../format.ts';
import { load, readId } from '../../problem.ts';
import { Sheet } from '../../reading/sheet.tsx';
import { WholePageError } from '../../shell/page-error.tsx';
import { ButtonLink, buttonLook } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Day } from '../../ui/time.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.evidence.label ?? 'Evidence'} · Refrain` },
];

/** The posts behind one sentence of a report. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = requirePermission(context, request, 'editions.read');
  const reportId = readId(params.reportId);
  const { seesDrafts } = await load(requireReadable(context, { reportId, actor }));
  const { searchParams } = new URL(request.url);
  const asked = searchParams.get('edition');
  if (asked === null && !seesDrafts) throw new Response('There is no page with this address.', { status: 404 });
  const edition = asked === null ? undefined : readId(asked);
  const offset = Math.max(0, Math.floor(Number(searchParams.get('from')) || 0));
  const evidence = await load(findEvidence(context, { reportId, key: readId(params.key), edition, offset }));
  return { evidence, reportId, edition: edition ?? null, offset, canOpenPosts: isAllowed(actor.role, 'posts.read') };
}

export default function EvidencePage() {
  const { evidence, reportId, edition, offset, canOpenPosts } = useLoaderData<typeof loader>();
  const query = edition === null ? '' : `&edition=${edition}`;
  return (
    <Sheet
      controls={
        <Link
          to={`/reports/${reportId}/read?edition=${edition ?? 'now'}`}
          className={buttonLook({ variant: 'ghost', size: 'sm', className: '-ml-2.5' })}
        >
          <Icon name="chevronLeft" size={14} />
          The report
        </Link>
      }
    >
      <h1 className="text-xl font-semibold tracking-tight text-balance">{evidence.label}</h1>
      <p className="tnum mt-0.5 mb-5 text-muted">
        {countOf(evidence.postCount, 'post')} behind statement {evidence.key}
        {offset > 0 ? `, from number ${offset + 1} on` : ''}
      </p>
      {evidence.erasedCount > 0 ? (
        <Notice className="mb-4">
          {countOf(evidence.erasedCount, 'post')} of these {evidence.erasedCount === 1 ? 'was' : 'were'} erased by{' '}
          {evidence.erasedCount === 1 ? 'its author' : 'their authors'} and can no longer be shown. The number stays as
          it was counted.
        </Notice>
      ) : null}
      <ul className="divide-y divide-line border-y border-line">
        {evidence.posts.map((post) => (
          <li key={post.id} className="break-inside-avoid py-3">
            {post.title ? <h2 className="mb-0.5 font-medium">{post.title}</h2> : null}
            <p className="post-text line-clamp-[12]" dir="auto" lang={post.language ?? undefined}>
              {post.text}
            </p>
            <p className="mt-1 flex flex-wrap gap-x-3 text-xs text-muted">
              <span>a member on {post.place}</span>
              {post.postedAt ? <Day at={post.postedAt} className="tnum" /> : null}
              {canOpenPosts ? (
                <Link to={`/posts/${post.id}`} className="hover:text-ink hover:underline">
                  The post<span className="sr-only"> {post.id}</span>
                </Link>
              ) : null}
              {post.permalink && /^https?:\/\//i.test(post.permalink) ? (
                <a href={post.permalink} rel="noreferrer nofollow" className="hover:text-ink hover:underline">
                  Original
                </a>
              ) : null}
            </p>
          </li>
        ))}
      </ul>
      <div className="no-print mt-4 flex gap-2">
        {offset > 0 ? <ButtonLink to={`?from=0${query}`}>First</ButtonLink> : null}
        {evidence.nextOffset === null ? null : (
          <ButtonLink to={`?from=${evidence.nextOffset}${query}`}>More posts</ButtonLink>
        )}
      </div>
    </Sheet>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
