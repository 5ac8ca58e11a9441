import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { SAID_KINDS } from '#db/schema.ts';
import { createHitFinder } from '#pipelines/search/find-hits.ts';
import { parseQuery } from '#pipelines/search/parse-query.ts';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import type { AppContext } from '#server/app-context.ts';
import { findClusters } from '#server/clusters/find-clusters.ts';
import { movePosts } from '#server/decisions/move-posts.ts';
import { eraseAuthor } from '#server/erasure/erase-author.ts';
import { erasePost } from '#server/erasure/erase-post.ts';
import { AppError } from '#server/errors.ts';
import { explainPost } from '#server/explanations/explain-post.ts';
import { correctKind } from '#server/kinds/correct-kind.ts';
import { explainKinds } from '#server/kinds/explain-kinds.ts';
import { optOut } from '#server/loop/opt-out.ts';
import { getPost } from '#server/posts/get-post.ts';
import { tellTone } from '#server/posts/tell-tone.ts';
import { redirectWithFlash } from '../../flash.ts';
import { countOf, formatMoment } from '../../format.ts';
import { parseForm } from '../../parse-form.ts';
import { MemberWishes } from '../../posts/member-wishes.tsx';
import { readPostParams } from '../../posts/post-filter.ts';
import { PostItem } from '../../posts/post-item.tsx';
import { PostKinds } from '../../posts/post-kinds.tsx';
import { PostTone } from '../../posts/post-tone.tsx';
import { toWhy } from '../../posts/to-why.ts';
import { WhyPanel } from '../../posts/why-panel.tsx';
import { answerProblem, load, readId } from '../../problem.ts';
import { useSending } from '../../settings/use-sending.ts';
import { PageError } from '../../shell/page-error.tsx';
import { Button, buttonLook } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section } from '../../ui/panes.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Post · Refrain' }];
const CLUSTERS_OFFERED = 300;
const MoveForm = z.object({ intent: z.literal('move'), from: z.string(), to: z.string() });
const EraseForm = z.object({
  intent: z.enum(['erase-post', 'erase-author']),
  confirmed: z.literal('yes', 'Tick that you know it cannot be undone.'),
});
const KindForm = z.object({
  intent: z.literal('kind'),
  kind: z.enum(SAID_KINDS),
  holds: z.enum(['yes', 'no', 'unsaid']),
});

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { role } = requirePermission(context, request, 'posts.read');
  const post = await load(getPost(context, { postId: readId(params.postId) }));
  const kinds = post.deletedAt === null ? ((await explainKinds(context, { posts: [post] })).get(post.id) ?? []) : [];
  const canCurate = isAllowed(role, 'clusters.curate');
  // Out of "unplaced" a post is placed by hand in a later version; moving needs the cluster it is in.
  const clusters =
    canCurate && post.cluster ? await findClusters(context, { state: 'open', limit: CLUSTERS_OFFERED }) : [];
  const { q } = readPostParams(new URL(request.url).searchParams);
  const why = post.deletedAt === null ? toWhy(await explainPost(context, { postId: post.id })) : null;
  // Whoever searched sees what was found; anybody else what it has in common with the posts around it.
  const hits = q ? createHitFinder(parseQuery(q))(post.text) : (why?.hits ?? []);
  return {
    post,
    kinds,
    tone: post.deletedAt === null ? tellTone(post) : null,
    hits,
    why,
    canCurate,
    canErase: isAllowed(role, 'posts.erase'),
    clusters: clusters.map(({ id, title }) => ({ id, title })),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'clusters.curate');
  const postId = readId(params.postId);
  try {
    const form = await request.formData();
    if (String(form.get('intent')).startsWith('erase')) {
      const { intent } = parseForm(EraseForm, form);
      requirePermission(context, request, 'posts.erase');
      const message = await erase(context, { postId, isWholeAuthor: intent === 'erase-author' });
      return redirectWithFlash(`/posts/${postId}`, { message });
    }
    if (form.get('intent') === 'opt-out') {
      requirePermission(context, request, 'pushes.write');
      const { author } = await getPost(context, { postId });
      if (!author) throw new AppError('conflict', 'The source does not say who wrote this post.');
      await optOut(context, { authorId: author.id, actor });
      return redirectWithFlash(`/posts/${postId}`, { message: 'Noted. They are not told of outcomes.' });
    }
    if (form.get('intent') === 'kind') {
      const { kind, holds } = parseForm(KindForm, form);
      await correctKind(context, { postId, kind, holds: holds === 'unsaid' ? null : holds === 'yes', actor });
      const message = 'Noted. It counts at once, and the next run learns from it.';
      return redirectWithFlash(`/posts/${postId}${new URL(request.url).search}`, { message });
    }
    const { from, to } = parseForm(MoveForm, form);
    if (to === from) throw new AppError('invalid', 'It is in this cluster already. Choose another one.');
    const toClusterId = to === '' ? null : readId(to);
    await movePosts(context, { clusterId: readId(from), postIds: [postId], toClusterId, actor });
    const message = toClusterId === null ? 'Moved out. Later runs leave it out.' : 'Moved. Later runs keep it there.';
    return redirectWithFlash(`/posts/${postId}${new URL(request.url).search}`, { message });
  } catch (error) {
    return answerProblem(error);
  }
}

async function erase(
  context: AppContext,
  { postId, isWholeAuthor }: { postId: number; isWholeAuthor: boolean },
): Promise<string> {
  const { author } = await getPost(context, { postId });
  const { erasedCount, issueCount } =
    isWholeAuthor && author
      ? await eraseAuthor(context, { authorId: author.id })
      : await erasePost(context, { postId });
  const issues = issueCount > 0 ? ` The words are being taken out of ${countOf(issueCount, 'issue', 'issues')}.` : '';
  return `Erased ${countOf(erasedCount, 'post', 'posts')} for good.${issues}`;
}

export default function Post() {
  const { post, kinds, tone, hits, why, canCurate, canErase, clusters } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const { search } = useLocation();
  const isSending = useSending();
  return (
    <div key={post.id} className="scroll-pane h-full px-4 pt-4 pb-16 md:px-8">
      <div className="mx-auto max-w-3xl">
        <Link
          to={`/posts${search}`}
          className={buttonLook({ variant: 'ghost', size: 'sm', className: '-ml-2.5 lg:hidden' })}
        >
          <Icon name="chevronLeft" size={14} />
          Posts
        </Link>
        <h1 className="sr-only">{post.title ?? 'Post'}</h1>
        <PostItem post={post} isWhole hits={hits} />
        <Section title="Why is this here?" id="why" className="mt-4">
          {why ? <WhyPanel why={why} /> : <p className="text-muted">Its source deleted it, so it is in no cluster.</p>}
          <div className="mt-3 empty:hidden">
            <ProblemNotice problem={problem} />
          </div>
          {canCurate && post.cluster ? (
            <Form method="post" className="mt-3 flex flex-wrap items-end gap-2">
              <input type="hidden" name="from" value={post.cluster.id} />
              <SelectField label="Move to" name="to" defaultValue="" fieldClassName="min-w-56 flex-1 max-w-md">
                <option value="">No cluster</option>
                {clusters
                  .filter(({ id }) => id !== post.cluster?.id)
                  .map(({ id, title }) => (
                    <option key={id} value={id}>
                      {title}
                    </option>
                  ))}
              </SelectField>
              <Button name="intent" value="move" disabled={isSending('move')}>
                <Icon name="move" size={14} />
                Move
              </Button>
            </Form>
          ) : null}
        </Section>
        {kinds.length > 0 ? (
          <Section title="What it is" aside="By the words below; a post can be several things">
            <PostKinds kinds={kinds} title={post.title} text={post.text} canCorrect={canCurate} />
          </Section>
        ) : null}
        {post.versions.length > 0 ? (
          <Section title="Earlier texts" aside="Kept, because quotes may stand on them">
            <ol className="space-y-3">
              {post.versions.map((version) => (
                <li key={version.version} className="rounded-lg border border-line px-4 py-3">
                  <p className="tnum text-xs text-muted">
                    Version {version.version}, until {formatMoment(version.replacedAt)}
                  </p>
                  {version.title ? <p className="mt-1 font-medium">{version.title}</p> : null}
                  <p className="post-text mt-1">{version.text}</p>
                </li>
              ))}
            </ol>
          </Section>
        ) : null}
        {tone ? (
          <Section title="Severity and tone" aside="Read from the words below; no verdict on the member">
            <PostTone tone={tone} />
          </Section>
        ) : null}
        {post.thread.length > 0 ? (
          <Section title="The conversation" aside={`${countOf(post.thread.length, 'post')}, oldest first`}>
            <ul className="divide-y divide-line rounded-lg border border-line px-4">
              {post.thread.map((other) => (
                <li key={other.id} className={other.id === post.id ? '-mx-4 bg-sunken px-4' : undefined}>
                  <PostItem post={other} showsCluster />
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        {canErase && post.deletedAt === null ? <MemberWishes author={post.author} /> : null}
        {post.raw ? (
          <details className="mt-8 rounded-lg border border-line">
            <summary className="px-4 py-2.5 font-medium hover:bg-hover">As it was imported</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <section aria-label="Record as imported" tabIndex={0} className="overflow-x-auto border-t border-line">
              <pre className="px-4 py-3 font-mono text-xs">{JSON.stringify(post.raw, null, 2)}</pre>
            </section>
          </details>
        ) : null}
        <p className="mt-4 text-xs text-faint">
          Id at its source: <span className="font-mono">{post.externalId}</span>
        </p>
      </div>
    </div>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
