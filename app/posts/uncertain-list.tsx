import { useRef, useState } from 'react';
import type { UncertainPost } from '#server/kinds/find-uncertain.ts';
import { formatCount } from '../format.ts';
import { useShortcuts } from '../shell/use-shortcuts.ts';
import { ButtonLink } from '../ui/button.tsx';
import { useListKeys } from '../ui/use-list-keys.ts';
import { type Said, UncertainItem } from './uncertain-item.tsx';

/** Posts to judge: `j` and `k` move, `y` and `n` answer. */
export function UncertainList({ asked }: { asked: readonly UncertainPost[] }) {
  const list = useRef<HTMLUListElement>(null);
  const [answers, setAnswers] = useState<ReadonlyMap<number, Said>>(new Map());
  const answeredCount = [...answers.values()].filter((said) => said !== 'unsaid').length;
  useListKeys(list, { isPrimary: true });
  function press(answer: 'yes' | 'no') {
    const item = document.activeElement?.closest<HTMLElement>('[data-key-item]');
    item?.querySelector<HTMLButtonElement>(`button[value="${answer}"]`)?.click();
  }
  useShortcuts({ y: () => press('yes'), n: () => press('no') });
  return (
    <>
      <div className="mb-2 flex min-h-7 flex-wrap items-center justify-between gap-2">
        <h2 className="tnum text-xs font-normal text-muted">
          <span role="status">
            {formatCount(answeredCount)} of {formatCount(asked.length)} answered
          </span>
        </h2>
        {answeredCount === asked.length ? (
          <ButtonLink to="/posts/uncertain" size="sm" reloadDocument>
            Ask for more
          </ButtonLink>
        ) : (
          <span className="text-xs text-muted max-md:hidden">
            <kbd className="rounded border border-line-strong px-1">j</kbd>{' '}
            <kbd className="rounded border border-line-strong px-1">k</kbd> move,{' '}
            <kbd className="rounded border border-line-strong px-1">y</kbd>{' '}
            <kbd className="rounded border border-line-strong px-1">n</kbd> answer
          </span>
        )}
      </div>
      <ul
        ref={list}
        data-key-list
        aria-label="Posts to judge"
        className="divide-y divide-line overflow-hidden rounded-lg border border-line"
      >
        {asked.map((one) => (
          <UncertainItem
            key={one.post.id}
            asked={one}
            onSaid={(said) =>
              setAnswers((before) =>
                before.get(one.post.id) === said ? before : new Map(before).set(one.post.id, said),
              )
            }
          />
        ))}
      </ul>
    </>
  );
}
