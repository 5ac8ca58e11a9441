import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useLocation, useNavigate, useParams } from '@remix-run/react';
import { useEffect } from 'react';
import { z } from 'zod';
import { SIGNS } from '#db/schema.ts';
import { rateSeverity } from '#pipelines/mentions/rate-severity.ts';
import { findPeople } from '#server/accounts/find-people.ts';
import { isAllowed } from '#server/accounts/permissions.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { findSignedWords } from '#server/clusters/find-signed-words.ts';
import { findVoices } from '#server/clusters/find-voices.ts';
import { getCluster } from '#server/clusters/get-cluster.ts';
import { getVectorsModel } from '#server/clusters/get-vectors-model.ts';
import { STANDINGS } from '#server/clusters/voiced-members.ts';
import { describeDecision } from '#server/decisions/describe-decision.ts';
import { findDecisions } from '#server/decisions/find-decisions.ts';
import { explainCluster } from '#server/explanations/explain-cluster.ts';
import { findAlsoPosts } from '#server/passages/find-also-posts.ts';
import { findIngestionGaps } from '#server/posts/find-ingestion-gaps.ts';
import { findPosts } from '#server/posts/find-posts.ts';
import { findPostsByIds } from '#server/posts/find-posts-by-ids.ts';
import { getLatestPostedAt } from '#server/posts/get-latest-posted-at.ts';
import { findSourceNames } from '#server/sources/find-sources.ts';
import { AlsoPosts } from '../../clusters/also-posts.tsx';
import { toChart } from '../../clusters/chart-weeks.ts';
import { ClusterHead } from '../../clusters/cluster-head.tsx';
import { ClusterPosts } from '../../clusters/cluster-posts.tsx';
import { ClusterTerms, TermsExplained } from '../../clusters/cluster-terms.tsx';
import { curate } from '../../clusters/curate.ts';
import { DecisionLog } from '../../clusters/decision-log.tsx';
import { SeveritySection } from '../../clusters/severity-section.tsx';
import { SignFilter } from '../../clusters/sign-filter.tsx';
import { countStanding, StandingTabs } from '../../clusters/standing-tabs.tsx';
import { VoiceSummary } from '../../clusters/voice-summary.tsx';
import { countOf } from '../../format.ts';
import { readPassageAfter, readPostAfter, toPage, writePassageAfter, writePostAfter } from '../../page-position.ts';
import { ExplainedPost } from '../../posts/explained-post.tsx';
import { load, readId } from '../../problem.ts';
import { PageError } from '../../shell/page-error.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Section } from '../../ui/panes.tsx';
import { readIsPhone } from '../../ui/phone.ts';
import { useNowAt } from '../../ui/time.tsx';
import { WeekChart } from '../../ui/week-chart.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.cluster.title ?? 'Cluster'} · Refrain` },
];
const PAGE_SIZE = 25;
/** Three fill a phone: the rest is asked for by those who read on. */
const PHONE_PAGE_SIZE = 10;
const ALSO_PAGE_SIZE = 5;
/** Posts whose authors are listed without being asked for. */
const MOST_LISTED = 1000;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = requirePermission(context, request, 'clusters.read');
  const clusterId = readId(params.clusterId);
  const { searchParams, search } = new URL(request.url);
  const after = readPostAfter(searchParams, 'posts');
  const alsoAfter = readPassageAfter(searchParams, 'also');
  const pageSize = readIsPhone(request) ? PHONE_PAGE_SIZE : PAGE_SIZE;
  const cluster = await load(getCluster(context, { clusterId }));
  // Merged into another one: its address leads on to the survivor. A page that reads itself again after a merge is told
  // by the data, and goes there by itself: a redirect would keep the list beside it from being read.
  const isPage = request.headers.get('Sec-Fetch-Dest') !== 'empty';
  if (cluster.id !== clusterId && isPage) throw redirect(`/clusters/${cluster.id}${search}`);
  // In a large cluster it takes longer than all the rest: it is listed when somebody asks.
  const standing = z
    .enum(STANDINGS)
    .optional()
    .catch(undefined)
    .parse(searchParams.get('who') ?? undefined);
  // Whose posts they are is settled then: those of voices that count.
  const sign = z
    .enum(SIGNS)
    .optional()
    .catch(undefined)
    .parse(searchParams.get('of') ?? undefined);
  const isEveryone = searchParams.get('count') === 'everyone';
  const isAsked = searchParams.get('show') === 'voices' || standing !== undefined || isEveryone;
  const isListed = cluster.postCount <= MOST_LISTED || isAsked;
  const isExplained = searchParams.get('terms') === 'all';
  const [rows, exemplars, decisions, latestAt, sources, gaps, voices, people, explanation, passages, words, vectorsBy] =
    await Promise.all([
      findPosts(context, {
        clusterId: cluster.id,
        ...(standing && !sign ? { standing } : {}),
        ...(sign ? { sign } : {}),
        after,
        limit: pageSize + 1,
      }),
      findPostsByIds(context, { postIds: cluster.exemplarPostIds }),
      findDecisions(context, { clusterId: cluster.id }),
      getLatestPostedAt(context),
      findSourceNames(context),
      findIngestionGaps(context),
      isListed ? findVoices(context, { clusterId: cluster.id, isEveryone }) : null,
      findPeople(context),
      isExplained ? explainCluster(context, { clusterId: cluster.id }) : null,
      cluster.alsoCount > 0
        ? findAlsoPosts(context, { clusterId: cluster.id, after: alsoAfter, limit: ALSO_PAGE_SIZE + 1 })
        : [],
      cluster.signs.length > 0 ? findSignedWords(context, { clusterId: cluster.id }) : [],
      getVectorsModel(context),
    ]);
  const { items, next } = toPage(rows, pageSize, writePostAfter);
  return {
    cluster,
    posts: items,
    next,
    isFirstPage: !after,
    // A run may be older than a decision: what was moved out is no example any more.
    exemplars: exemplars.filter((post) => post.cluster?.id === cluster.id),
    decisions: decisions.map((decision) => ({
      id: decision.id,
      actorName: decision.actorName,
      does: describeDecision(decision, { clusterId: cluster.id }),
      createdAt: decision.createdAt,
    })),
    chart: toChart(cluster, { latestAt: latestAt?.getTime() ?? Date.now(), sources, gaps }),
    voices,
    standing: standing ?? null,
    sign: sign ?? null,
    severity: rateSeverity(cluster.signs, cluster.voiceCount),
    words,
    vectorsBy,
    isEveryone,
    explanation,
    also: { ...toPage(passages, ALSO_PAGE_SIZE, writePassageAfter), isFirst: !alsoAfter },
    ownerName: people.find(({ id }) => id === cluster.ownerId)?.name ?? null,
    canCurate: isAllowed(actor.role, 'clusters.curate'),
    isEditing: searchParams.get('edit') === 'title',
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'clusters.curate');
  return curate(context, { clusterId: readId(params.clusterId), actor, request });
}

export default function Cluster() {
  const page = useLoaderData<typeof loader>();
  const { cluster, posts, next, isFirstPage, exemplars, decisions, chart, voices, ownerName, canCurate, isEditing } =
    page;
  const refused = useActionData<typeof action>();
  const { search } = useLocation();
  useCanonicalAddress(cluster.id);
  const nowAt = useNowAt();
  const signed = page.sign === null ? null : (cluster.signs.find(([sign]) => sign === page.sign) ?? [page.sign, 0, 0]);
  return (
    <div key={cluster.id} className="scroll-pane h-full px-4 pt-4 pb-16 md:px-8">
      <div className="mx-auto max-w-3xl">
        <ClusterHead
          cluster={cluster}
          canCurate={canCurate}
          isEditingByAddress={isEditing}
          listSearch={search}
          refused={refused}
          ownerName={ownerName}
          severity={page.severity}
          vectorsBy={page.vectorsBy}
          everyoneCount={page.isEveryone ? (voices?.everyoneCount ?? null) : null}
        />
        <VoiceSummary voices={voices} isEveryone={page.isEveryone} />
        <div className="mt-4">
          <ClusterTerms terms={cluster.terms} />
          <TermsExplained explanation={page.explanation} />
        </div>
        <Section title="Voices per week" className="mt-6">
          <WeekChart
            {...chart}
            nowAt={nowAt}
            caption={`Voices per week over ${chart.weeks.length} weeks, ${countOf(cluster.voiceCount, 'voice')} in all`}
          />
        </Section>
        <SeveritySection
          signs={cluster.signs}
          severity={page.severity}
          voiceCount={cluster.voiceCount}
          words={page.words}
        />
        {exemplars.length > 0 ? (
          <Section title="In their words" aside="Posts that stand for the others" className="mt-6">
            <ul className="rounded-lg border border-line bg-sunken px-4">
              {exemplars.map((post) => (
                <li key={post.id} className="border-line not-first:border-t">
                  <ExplainedPost post={post} />
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        <Section
          title={page.sign ? 'Posts' : 'All posts'}
          id="posts"
          aside={
            <span className="tnum">
              {countOf(signed ? signed[2] : countStanding(cluster, voices, page.standing), 'post')}
              {signed ? ` by ${countOf(signed[1], 'voice')}` : ''}, newest first
            </span>
          }
        >
          {page.sign ? (
            <SignFilter sign={page.sign} />
          ) : voices ? (
            <StandingTabs cluster={cluster} voices={voices} standing={page.standing} />
          ) : null}
          <ClusterPosts posts={posts} cluster={cluster} canCurate={canCurate} />
          <Pager next={next} isFirst={isFirstPage} label="Pages of posts" param="posts" />
        </Section>
        {page.also.items.length > 0 ? (
          <Section
            title={`Mentioned in ${countOf(cluster.alsoCount, 'more post')}`}
            id="also"
            aside="Posts of other clusters or of none; not counted among its own"
          >
            <AlsoPosts items={page.also.items} />
            <Pager next={page.also.next} isFirst={page.also.isFirst} label="Pages of passages" param="also" />
          </Section>
        ) : null}
        <Section title="History">
          <DecisionLog decisions={decisions} />
        </Section>
      </div>
    </div>
  );
}

/** Of a cluster that was merged while it is open, the address becomes the survivor's. */
function useCanonicalAddress(id: number): void {
  const { clusterId } = useParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  useEffect(() => {
    if (clusterId !== undefined && Number(clusterId) !== id) navigate(`/clusters/${id}${search}`, { replace: true });
  }, [clusterId, id, search, navigate]);
}

export function ErrorBoundary() {
  return <PageError />;
}
