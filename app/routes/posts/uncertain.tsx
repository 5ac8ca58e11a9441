import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, type ShouldRevalidateFunctionArgs, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { SAID_KINDS } from '#db/schema.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { correctKind } from '#server/kinds/correct-kind.ts';
import { findUncertain } from '#server/kinds/find-uncertain.ts';
import { redirectWithFlash } from '../../flash.ts';
import { countOf } from '../../format.ts';
import { parseForm } from '../../parse-form.ts';
import { UncertainList } from '../../posts/uncertain-list.tsx';
import { answerProblem } from '../../problem.ts';
import { WholePageError } from '../../shell/page-error.tsx';
import { buttonLook } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page, PageTitle } from '../../ui/panes.tsx';

export const meta: MetaFunction = () => [{ title: 'Least certain posts · Refrain' }];
const AnswerForm = z.object({
  postId: z.coerce.number().int(),
  kind: z.enum(SAID_KINDS),
  intent: z.enum(['yes', 'no', 'unsaid']),
});
const HOLDS = { yes: true, no: false, unsaid: null } as const;

export async function loader({ context, request }: LoaderFunctionArgs) {
  requirePermission(context, request, 'clusters.curate');
  return { asked: await findUncertain(context) };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'clusters.curate');
  try {
    const { postId, kind, intent } = parseForm(AnswerForm, await request.formData());
    await correctKind(context, { postId, kind, holds: HOLDS[intent], actor });
    if (request.headers.get('Sec-Fetch-Dest') === 'empty') return { said: intent };
    return redirectWithFlash('/posts/uncertain', { message: 'Noted. The engine has learned from it.' });
  } catch (error) {
    return answerProblem(error);
  }
}

/** An answer changes what is least certain: the list stays as it is until somebody asks for more. */
export function shouldRevalidate({ formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return formMethod === 'POST' ? false : defaultShouldRevalidate;
}

export default function Uncertain() {
  const { asked } = useLoaderData<typeof loader>();
  return (
    <Page width="narrow">
      <Link to="/posts" className={buttonLook({ variant: 'ghost', size: 'sm', className: 'mb-2 -ml-2.5' })}>
        <Icon name="chevronLeft" size={14} />
        Posts
      </Link>
      <PageTitle intro="The posts that the engine is least sure of. Your answers count at once, and it learns from each of them.">
        {asked.length > 0 ? `The ${countOf(asked.length, 'least certain post')}` : 'Least certain posts'}
      </PageTitle>
      {asked.length === 0 ? (
        <EmptyState icon="posts" title="Nothing to ask">
          Either there are no posts yet, or somebody has answered for all of them.
        </EmptyState>
      ) : (
        <UncertainList asked={asked} />
      )}
    </Page>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
