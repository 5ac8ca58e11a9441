import { Form } from '@remix-run/react';
import { useSending } from '../settings/use-sending.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Section } from '../ui/panes.tsx';

/** Before one more issue is made: is there one already? Attaching changes nothing in it but for one comment. */
export function LikelyIssues({
  targetId,
  issues,
}: {
  targetId: number;
  issues: readonly { readonly key: string; readonly title: string; readonly url: string }[];
}) {
  const isSending = useSending();
  return (
    <Section
      title={issues.length > 0 ? 'Open issues that may be about the same' : 'Is there an issue already?'}
      aside="Attaching adds one comment"
    >
      {issues.length > 0 ? (
        <ul className="mb-3 divide-y divide-line rounded-lg border border-line">
          {issues.map(({ key, title, url }) => (
            <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <a
                href={url}
                target="_blank"
                rel="noreferrer"
                className="min-w-0 flex-1 basis-60 truncate hover:underline"
              >
                <span className="tnum text-muted">{key}</span> {title}
                <span className="sr-only"> (opens in a new tab)</span>
              </a>
              <Form method="post">
                <input type="hidden" name="target" value={targetId} />
                <input type="hidden" name="issue" value={key} />
                <Button name="intent" value="link" size="sm" disabled={isSending('link')}>
                  Attach here<span className="sr-only">: {key}</span>
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      ) : null}
      <details>
        <summary className="text-muted hover:text-ink">Attach the report to an issue by its number</summary>
        <Form method="post" className="mt-2 flex flex-wrap items-end gap-2">
          <input type="hidden" name="target" value={targetId} />
          <TextField label="Issue" name="issue" placeholder="#12 or ACME-12" required />
          <Button name="intent" value="link" disabled={isSending('link')}>
            Attach
          </Button>
        </Form>
      </details>
    </Section>
  );
}
