import { useEffect, useRef, useState } from 'react';
import type { DescribedSuggestion } from '#server/suggestions/describe-suggestions.ts';
import { useAct } from '../acts/use-act.ts';
import { ACT_NAMES } from '../shell/shortcut-list.ts';
import { useShortcuts } from '../shell/use-shortcuts.ts';
import { useListKeys } from '../ui/use-list-keys.ts';
import { type Answer, SuggestionCard } from './suggestion-card.tsx';

/** Suggestions to answer: `j` and `k` move, `y` accepts, `n` refuses. */
export function SuggestionList({
  suggestions,
  canAnswer,
  problem,
}: {
  suggestions: readonly DescribedSuggestion[];
  canAnswer: boolean;
  /** Why the last form that was sent without scripts was refused. */
  problem: { readonly suggestionId: number; readonly message: string } | null;
}) {
  const list = useRef<HTMLUListElement>(null);
  const [asked, setAsked] = useState<number | null>(null);
  const leftAt = useRef<number | null>(null);
  const act = useAct({
    onDone() {
      leftAt.current = suggestions.findIndex(({ id }) => id === asked);
    },
  });
  useListKeys(list, { isPrimary: true });

  function answer(suggestionId: number, kind: Answer) {
    if (act.isSending) return;
    setAsked(suggestionId);
    act.send({ kind, suggestionId });
  }
  function answerFocused(kind: Answer) {
    const id = focusedId();
    if (id !== null) answer(id, kind);
  }
  useShortcuts(canAnswer ? { y: () => answerFocused('accept'), n: () => answerFocused('refuse') } : {}, {
    names: ACT_NAMES.suggestion,
    subject: () => (focusedId() === null ? null : 'the suggestion'),
  });

  // The answered one is gone: the next takes its place, so that one can go on answering.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list is the reason to run
  useEffect(() => {
    const at = leftAt.current;
    leftAt.current = null;
    if (at === null || at < 0 || suggestions.some(({ id }) => id === asked)) return;
    const items = list.current?.querySelectorAll<HTMLElement>('[data-key-item]');
    items?.[Math.min(at, items.length - 1)]?.focus({ preventScroll: true });
  }, [suggestions]);

  function refusalOf(id: number): string | null {
    if (act.refusal && asked === id) return act.refusal.message;
    return problem?.suggestionId === id ? problem.message : null;
  }
  return (
    <ul ref={list} data-key-list aria-label="Suggestions" className="space-y-3">
      {suggestions.map((suggestion) => (
        <SuggestionCard
          key={suggestion.id}
          suggestion={suggestion}
          canAnswer={canAnswer}
          isSending={act.isSending && asked === suggestion.id}
          refusal={refusalOf(suggestion.id)}
          onAnswer={(kind) => answer(suggestion.id, kind)}
        />
      ))}
    </ul>
  );
}

function focusedId(): number | null {
  const item = document.activeElement?.closest<HTMLElement>('[data-suggestion-id]');
  return item ? Number(item.dataset.suggestionId) : null;
}
