import { useFetcher } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { say } from '../shell/toasts.ts';
import type { Act, ActAnswer } from './act.ts';

/** Sends an act; what is done is said in a toast with the way back. What was refused is `refusal`, until it is sent again. */
export function useAct({ onDone }: { onDone?: (answer: ActAnswer & { isDone: true }) => void } = {}) {
  const fetcher = useFetcher<ActAnswer>();
  const told = useRef<ActAnswer>();
  // There as soon as the act is done; the pages read again after it.
  const answer = fetcher.state === 'submitting' ? undefined : fetcher.data;

  useEffect(() => {
    if (!answer || told.current === answer) return;
    told.current = answer;
    if (!answer.isDone) return;
    say({ message: answer.message, decisionId: answer.decisionId });
    onDone?.(answer);
  }, [answer, onDone]);

  return {
    isSending: fetcher.state === 'submitting',
    refusal: fetcher.data && !fetcher.data.isDone ? fetcher.data : null,
    // zod's shape of an act is plain data.
    send: (act: Act) =>
      fetcher.submit(JSON.parse(JSON.stringify(act)), {
        method: 'post',
        action: '/clusters/act',
        encType: 'application/json',
      }),
  };
}
