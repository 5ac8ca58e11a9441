import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { Problem } from '../problem.ts';
import { isOpenStatus } from '../runs/run-looks.ts';
import { type ListedRun, RunRow } from '../runs/run-row.tsx';
import { useSending } from '../settings/use-sending.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { PageTitle } from '../ui/panes.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';

/** What a newcomer sees: one click to real clusters, or the way to their own. */
export function FirstRun({
  canImport,
  problem,
  runs,
}: {
  canImport: boolean;
  problem: Problem | undefined;
  runs: readonly ListedRun[];
}) {
  const isSending = useSending();
  const open = runs.filter(({ status }) => isOpenStatus(status));
  if (!canImport) {
    return (
      <EmptyState icon="clusters" title="Nothing to read yet">
        As soon as a manager brings posts in, you find here what the community keeps saying.
      </EmptyState>
    );
  }
  return (
    <>
      <PageTitle intro="A refrain is the line a community keeps repeating. Bring posts in, and Refrain hears it.">
        Welcome to Refrain
      </PageTitle>
      <div className="mb-4 empty:hidden">
        <ProblemNotice problem={problem} />
      </div>
      {open.length > 0 ? (
        <ul aria-label="Working now" className="mb-6 divide-y divide-line rounded-lg border border-line">
          {open.map((run) => (
            <li key={run.id}>
              <RunRow run={run} />
            </li>
          ))}
        </ul>
      ) : null}
      <div className="rounded-xl border border-line bg-ground p-5 md:p-6">
        <h2 className="text-base font-semibold">Look around with a sample community</h2>
        <p className="mt-1 max-w-lg text-muted">
          The members of Tockle, an invented maker of kitchen timers: some 400 posts from Discord, a forum and a
          subreddit over twelve weeks. You see real clusters within a minute.
        </p>
        <Form method="post" action="/?index" className="mt-4">
          <Button name="intent" value="sample" variant="primary" size="lg" disabled={isSending('sample')}>
            <Icon name="play" size={14} />
            {isSending('sample') ? 'Loading…' : 'Load the sample community'}
          </Button>
        </Form>
      </div>
      <div className="mt-4 grid gap-4 sm:grid-cols-2">
        <Way icon="upload" title="Import a file" action={<ButtonLink to="/imports">Choose a file</ButtonLink>}>
          CSV, JSON Lines, JSON or XLSX. You check the columns before anything is stored.
        </Way>
        <Way
          icon="key"
          title="Send posts by program"
          action={<ButtonLink to="/settings/api-keys">Make an API key</ButtonLink>}
        >
          With an API key to <code className="font-mono text-xs text-ink">POST /api/v1/posts</code>.
        </Way>
      </div>
    </>
  );
}

function Way({
  icon,
  title,
  children,
  action,
}: {
  icon: IconName;
  title: string;
  children: ReactNode;
  action: ReactNode;
}) {
  return (
    <section className="flex flex-col items-start rounded-xl border border-line p-5">
      <Icon name={icon} className="text-muted" />
      <h2 className="mt-2 font-semibold">{title}</h2>
      <p className="mt-0.5 mb-4 text-muted">{children}</p>
      <div className="mt-auto">{action}</div>
    </section>
  );
}
