import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { SAID_KINDS, type SaidKind } from '#db/schema.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { correctKind } from '#server/kinds/correct-kind.ts';
import { findUncertain } from '#server/kinds/find-uncertain.ts';
import { redirectWithFlash } from '../../flash.ts';
import { parseForm } from '../../parse-form.ts';
import { PostItem } from '../../posts/post-item.tsx';
import { answerProblem } from '../../problem.ts';
import { useSending } from '../../settings/use-sending.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page, PageTitle } from '../../ui/panes.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';

export const meta: MetaFunction = () => [{ title: 'Least certain · Refrain' }];
const AnswerForm = z.object({
  postId: z.coerce.number().int(),
  kind: z.enum(SAID_KINDS),
  intent: z.enum(['yes', 'no']),
});
const QUESTIONS: Readonly<Record<SaidKind, string>> = {
  complaint: 'Does it complain?',
  wish: 'Does it wish for something?',
  question: 'Does it ask something?',
  praise: 'Does it praise something?',
  use_case: 'Does it tell what the product is used for?',
};

export async function loader({ context, request }: LoaderFunctionArgs) {
  requirePermission(context, request, 'clusters.curate');
  return { asked: await findUncertain(context) };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'clusters.curate');
  try {
    const { postId, kind, intent } = parseForm(AnswerForm, await request.formData());
    await correctKind(context, { postId, kind, holds: intent === 'yes', actor });
    return redirectWithFlash('/posts/uncertain', { message: 'Noted. The judge has learned from it.' });
  } catch (error) {
    return answerProblem(error);
  }
}

export default function Uncertain() {
  const { asked } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  const isSending = useSending();
  return (
    <Page width="narrow">
      <PageTitle intro="The posts of which the engine knows least what they are. Each answer counts at once, and it learns from all of them.">
        Least certain
      </PageTitle>
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={problem} />
      </div>
      {asked.length === 0 ? (
        <EmptyState icon="posts" title="Nothing to ask">
          There are no posts that nobody has spoken of yet.
        </EmptyState>
      ) : (
        <>
          <h2 className="sr-only">Posts to judge</h2>
          <ul aria-label="Posts to judge" className="divide-y divide-line rounded-lg border border-line px-4">
            {asked.map(({ post, kind }) => (
              <li key={post.id} className="pb-3">
                <PostItem post={post} showsCluster />
                <Form method="post" preventScrollReset className="flex flex-wrap items-center gap-2">
                  <input type="hidden" name="postId" value={post.id} />
                  <input type="hidden" name="kind" value={kind.kind} />
                  <span className="font-medium">{QUESTIONS[kind.kind]}</span>
                  <span className="tnum text-xs text-muted">{Math.round(kind.probability * 100)}% sure it does</span>
                  <span className="ml-auto flex gap-2">
                    {(['yes', 'no'] as const).map((answer) => (
                      <Button key={answer} size="sm" name="intent" value={answer} disabled={isSending(answer)}>
                        {answer === 'yes' ? 'Yes' : 'No'}
                        <span className="sr-only">: {QUESTIONS[kind.kind]}</span>
                      </Button>
                    ))}
                  </span>
                </Form>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="mt-4 text-xs text-muted">
        <Link to="/posts" className="underline">
          All posts
        </Link>
      </p>
    </Page>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
