import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import type { SaidKind } from '#db/schema.ts';
import type { UncertainPost } from '#server/kinds/find-uncertain.ts';
import type { Problem } from '../problem.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { PostItem } from './post-item.tsx';

const QUESTIONS: Readonly<Record<SaidKind, string>> = {
  complaint: 'Does it complain?',
  wish: 'Does it wish for something?',
  question: 'Does it ask something?',
  praise: 'Does it praise something?',
  use_case: 'Does it tell what the product is used for?',
};

export type Said = 'yes' | 'no' | 'unsaid';

/** A post and the question on it. What was answered stays where it is, so that the next one does not move away. */
export function UncertainItem({
  asked: { post, kind },
  onSaid,
}: {
  asked: UncertainPost;
  onSaid: (said: Said) => void;
}) {
  const fetcher = useFetcher<{ said: Said } | { problem: Problem }>();
  const isSending = fetcher.state !== 'idle';
  const problem = fetcher.data && 'problem' in fetcher.data && !isSending ? fetcher.data.problem : null;
  const sent = fetcher.formData?.get('intent');
  const known = fetcher.data && 'said' in fetcher.data ? fetcher.data.said : 'unsaid';
  const said = sent === 'yes' || sent === 'no' || sent === 'unsaid' ? sent : known;
  const question = QUESTIONS[kind.kind];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer is the reason to run
  useEffect(() => onSaid(said), [said]);
  return (
    <li data-key-item data-post-id={post.id} tabIndex={-1} className="px-4 pb-3 outline-none focus:bg-hover">
      <PostItem post={post} showsCluster />
      <fetcher.Form
        method="post"
        className="flex items-center gap-3"
        onSubmit={(event) => {
          const { nativeEvent } = event;
          const pressed = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null;
          if (!(pressed instanceof HTMLButtonElement)) return;
          // The pressed button goes away: the focus stays with the post, for the next key.
          pressed.closest<HTMLElement>('[data-key-item]')?.focus({ preventScroll: true });
        }}
      >
        <input type="hidden" name="postId" value={post.id} />
        <input type="hidden" name="kind" value={kind.kind} />
        <p className="min-w-0 flex-1">
          <span className="font-medium">{question}</span>{' '}
          <span className="tnum text-xs whitespace-nowrap text-muted">
            {said === 'unsaid'
              ? `The engine: ${Math.round(kind.probability * 100)}% yes`
              : `You said ${said}. The engine has learned from it.`}
          </span>
        </p>
        <span className="flex shrink-0 gap-2">
          {said === 'unsaid' ? (
            (['yes', 'no'] as const).map((answer) => (
              <Button
                key={answer}
                size="sm"
                name="intent"
                value={answer}
                title={`${answer === 'yes' ? 'Yes' : 'No'} (${answer[0]})`}
              >
                {answer === 'yes' ? 'Yes' : 'No'}
                <span className="sr-only">: {question}</span>
              </Button>
            ))
          ) : (
            <Button size="sm" variant="ghost" name="intent" value="unsaid" disabled={isSending}>
              Undo<span className="sr-only">: {question}</span>
            </Button>
          )}
        </span>
      </fetcher.Form>
      {problem ? (
        <Notice tone="warning" className="mt-2">
          {problem.message}
        </Notice>
      ) : null}
    </li>
  );
}
