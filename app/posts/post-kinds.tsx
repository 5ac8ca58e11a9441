import { Form } from '@remix-run/react';
import type { ExplainedKind } from '#server/kinds/explain-kinds.ts';
import { useSending } from '../settings/use-sending.ts';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { KIND_LOOKS, KindChip } from '../ui/kind.tsx';

/** What a post is, the words that say so and why; a manager puts right what is wrong. */
export function PostKinds({
  kinds,
  title,
  text,
  canCorrect,
}: {
  kinds: readonly ExplainedKind[];
  title: string | null;
  text: string;
  canCorrect: boolean;
}) {
  const isSending = useSending();
  const said = kinds.filter(({ holds }) => holds);
  const others = kinds.filter(({ holds }) => !holds);
  return (
    <>
      {said.length === 0 ? <p className="text-muted">None of the five kinds: talk, facts or an answer.</p> : null}
      <ul className="space-y-3">
        {said.map((kind) => (
          <li key={kind.kind} className="rounded-lg border border-line px-4 py-3">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <KindChip kind={kind.kind} />
              <span className="tnum text-xs text-muted">
                {kind.correctedBy ? `${kind.correctedBy} said so` : `${Math.round(kind.probability * 100)}% sure`}
              </span>
              {canCorrect ? (
                <Form method="post" preventScrollReset className="ml-auto">
                  <input type="hidden" name="kind" value={kind.kind} />
                  <input type="hidden" name="holds" value={kind.correctedBy ? 'unsaid' : 'no'} />
                  <Button size="sm" name="intent" value="kind" disabled={isSending('kind')}>
                    {kind.correctedBy ? 'Take that back' : `Not a ${KIND_LOOKS[kind.kind].label.toLowerCase()}`}
                  </Button>
                </Form>
              ) : null}
            </div>
            <blockquote className="post-text mt-2 border-l-2 border-accent pl-3" dir="auto">
              {shown(kind, title, text)}
            </blockquote>
            <Reasons kind={kind} />
          </li>
        ))}
      </ul>
      {canCorrect && others.length > 0 ? (
        <Form method="post" preventScrollReset className="mt-3 flex flex-wrap items-end gap-2">
          <input type="hidden" name="holds" value="yes" />
          <SelectField label="It is also" name="kind" defaultValue={others[0]?.kind} fieldClassName="min-w-44">
            {others.map(({ kind, correctedBy }) => (
              <option key={kind} value={kind}>
                {KIND_LOOKS[kind].label}
                {correctedBy ? ` (${correctedBy} said no)` : ''}
              </option>
            ))}
          </SelectField>
          <Button name="intent" value="kind" disabled={isSending('kind')}>
            Add
          </Button>
        </Form>
      ) : null}
    </>
  );
}

const LONGEST_QUOTE = 300;

function shown({ start, end, isInTitle }: ExplainedKind, title: string | null, text: string): string {
  const span = (isInTitle ? (title ?? '') : text).slice(start, end);
  return span.length <= LONGEST_QUOTE ? span : `${span.slice(0, LONGEST_QUOTE)}…`;
}

/** The strongest features, in words: what was read, and what it was taken for. */
function Reasons({ kind }: { kind: ExplainedKind }) {
  if (kind.reasons.length === 0) return null;
  return (
    <dl className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted" aria-label="Why">
      {kind.reasons.map(({ name, words, weight }) => (
        <div key={name} className="flex gap-1">
          <dt>
            {words.trim() === '' ? describe(name) : <q className="text-ink">{words.trim().slice(0, 60)}</q>}
            {name.startsWith('pattern ') ? ` ${describe(name)}` : ''}
          </dt>
          <dd className="tnum">+{weight.toFixed(1)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `pattern complaint.does not work` is "does not work"; `shape opens a thread` is "opens a thread". */
function describe(name: string): string {
  const rest = name.slice(name.indexOf(' ') + 1);
  return name.startsWith('pattern ') ? `(${rest.slice(rest.indexOf('.') + 1)})` : rest;
}
