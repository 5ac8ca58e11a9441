import { Form } from '@remix-run/react';
import type { UseRight } from '#pipelines/evidence/use-right.ts';
import { useSending } from '../settings/use-sending.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';

const LOOKS = {
  'not-asked': { label: 'Not asked', tone: 'warning', icon: 'warning' },
  asked: { label: 'Asked', tone: 'warning', icon: 'clock' },
  granted: { label: 'Cleared', tone: 'success', icon: 'check' },
  expired: { label: 'Expired', tone: 'warning', icon: 'clock' },
  declined: { label: 'Declined', tone: 'danger', icon: 'close' },
  revoked: { label: 'Taken back', tone: 'danger', icon: 'close' },
} as const;

/** Whether a member's words may be used outside, and where a manager records what the member answered. */
export function UseRightForm({ postId, right }: { postId: number; right: UseRight }) {
  const isSending = useSending();
  const look = LOOKS[right.state];
  return (
    <details className="mt-2 border-t border-line pt-2 text-xs">
      <summary className="flex flex-wrap items-center gap-2">
        <Badge tone={look.tone} icon={look.icon}>
          {look.label}
        </Badge>
        <span className="text-muted">
          {right.state === 'granted' || right.state === 'expired'
            ? [
                right.scope,
                right.wording ? `as “${right.wording}”` : 'unnamed',
                right.expiresAt ? `until ${right.expiresAt.toISOString().slice(0, 10)}` : '',
              ]
                .filter(Boolean)
                .join(', ')
            : 'May these words be used outside?'}
        </span>
        <span className="ml-auto underline decoration-line-strong underline-offset-2">Record the answer</span>
      </summary>
      <Form method="post" preventScrollReset className="mt-3 grid items-end gap-3 sm:grid-cols-2">
        <input type="hidden" name="post" value={postId} />
        <SelectField label="The member" name="state" defaultValue={right.state === 'granted' ? 'granted' : 'asked'}>
          <option value="not_asked">has not been asked</option>
          <option value="asked">was asked</option>
          <option value="granted">agreed</option>
          <option value="declined">declined</option>
          <option value="revoked">took it back</option>
        </SelectField>
        <TextField label="Until" name="expires" type="date" hint="Empty: no end was agreed" />
        <TextField
          label="Where, if agreed"
          name="scope"
          defaultValue={right.scope}
          hint="Such as website and newsletter"
          maxLength={200}
        />
        <TextField
          label="Named as"
          name="wording"
          defaultValue={right.wording}
          hint="As agreed; empty: unnamed"
          maxLength={200}
        />
        <div className="sm:col-span-2">
          <Button name="intent" value="consent" size="sm" disabled={isSending('consent')}>
            Record it
          </Button>
        </div>
      </Form>
    </details>
  );
}
