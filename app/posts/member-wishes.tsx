import { Form } from '@remix-run/react';
import { useSending } from '../settings/use-sending.ts';
import { Button } from '../ui/button.tsx';

/** What a member may ask for: to be left alone, or that their words go. Closed until opened, ticked before it is done. */
export function MemberWishes({ author }: { author: { readonly name: string | null } | null }) {
  const isSending = useSending();
  return (
    <details className="mt-8 rounded-lg border border-line">
      <summary className="px-4 py-2.5 font-medium hover:bg-hover">What the member asks for</summary>
      {author ? (
        <Form method="post" className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3">
          <p className="min-w-0 flex-1 basis-60 text-muted">Not to be told what became of it.</p>
          <Button name="intent" value="opt-out" disabled={isSending('opt-out')}>
            Leave them alone
          </Button>
        </Form>
      ) : null}
      <Form method="post" className="space-y-3 border-t border-line px-4 py-3">
        <p className="text-muted">
          When a member takes their words back: text, author, link, record and earlier texts go, and with them every
          quote, report, edition, export and pushed issue that took them over. No import brings them back.
        </p>
        <label className="flex items-start gap-2">
          <input type="checkbox" name="confirmed" value="yes" required className="mt-0.5" />
          <span>I know that this cannot be undone.</span>
        </label>
        <div className="flex flex-wrap gap-2">
          <Button name="intent" value="erase-post" variant="danger" disabled={isSending('erase-post')}>
            Erase this post
          </Button>
          {author ? (
            <Button name="intent" value="erase-author" variant="danger" disabled={isSending('erase-author')}>
              Erase everything by {author.name ?? 'this author'}
            </Button>
          ) : null}
        </div>
      </Form>
    </details>
  );
}
