import { Form } from '@remix-run/react';
import type { OptOut } from '#server/loop/find-opt-outs.ts';
import { useSending } from '../settings/use-sending.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/panes.tsx';
import { Ago } from '../ui/time.tsx';

type Shown = Omit<OptOut, 'createdAt'> & { readonly createdAt: Date | string };

/** Members who do not want to be told; a member's page of posts is where it is noted. */
export function OptOutList({ optOuts, canChange }: { optOuts: readonly Shown[]; canChange: boolean }) {
  const isSending = useSending();
  return (
    <Section title="Do not want to hear" aside="Nobody here is counted as owed">
      <ul aria-label="Members who opted out" className="divide-y divide-line rounded-lg border border-line">
        {optOuts.map(({ authorId, name, place, actorName, createdAt }) => (
          <li key={authorId} className="flex flex-wrap items-center gap-x-3 px-4 py-2">
            <span className="min-w-0 flex-1">
              {name ?? 'Unnamed author'} <span className="text-muted">on {place}</span>
            </span>
            <span className="text-xs text-muted">
              noted by {actorName} <Ago at={createdAt} />
            </span>
            {canChange ? (
              <Form method="post">
                <input type="hidden" name="author" value={authorId} />
                <Button name="intent" value="opt-in" size="sm" variant="ghost" disabled={isSending('opt-in')}>
                  Wants to hear again
                </Button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
