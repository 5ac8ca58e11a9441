import { Form } from '@remix-run/react';
import type { Role } from '#db/schema.ts';
import { Badge } from '../ui/badge.tsx';
import { Button, buttonLook } from '../ui/button.tsx';
import { ROLE_LOOKS } from '../ui/role.ts';
import { RoleChoice } from './role-choice.tsx';
import { Row } from './section.tsx';
import { useSending } from './use-sending.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly banned: boolean;
  readonly isMe: boolean;
}

/** A person with their role; what can be changed opens below. */
export function PersonRow({ person }: { person: Person }) {
  const isSending = useSending();
  const isSaving = isSending('set-role', person.id) || isSending('set-banned', person.id);
  return (
    <Row
      title={
        <>
          <span className={person.banned ? 'text-muted line-through' : undefined}>{person.name}</span>
          {person.isMe ? <Badge>You</Badge> : null}
          {person.banned ? (
            <Badge tone="danger" icon="lock">
              Shut out
            </Badge>
          ) : null}
        </>
      }
      detail={person.email}
      aside={<Badge tone={person.role === 'admin' ? 'accent' : 'neutral'}>{ROLE_LOOKS[person.role].label}</Badge>}
    >
      <details className="group mt-2" key={`${person.role} ${person.banned}`}>
        <summary className={buttonLook({ variant: 'ghost', size: 'sm', className: '-ml-2.5 max-md:h-9' })}>
          Change role or access<span className="sr-only"> of {person.name}</span>
        </summary>
        <div className="mt-2 space-y-4 rounded-md border border-line bg-ground p-4">
          <Form method="post" className="space-y-3">
            <input type="hidden" name="intent" value="set-role" />
            <input type="hidden" name="id" value={person.id} />
            <RoleChoice legend={`Role of ${person.name}`} chosen={person.role} />
            <Button variant="primary" disabled={isSaving}>
              {isSending('set-role', person.id) ? 'Saving…' : 'Save role'}
            </Button>
          </Form>
          <Form method="post" className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-3">
            <input type="hidden" name="intent" value="set-banned" />
            <input type="hidden" name="id" value={person.id} />
            <input type="hidden" name="banned" value={person.banned ? 'no' : 'yes'} />
            <p className="max-w-md text-xs text-muted">
              {person.banned
                ? 'They may sign in again with the password they had.'
                : 'They are signed out at once and cannot sign in. What they decided stays, with their name.'}
            </p>
            <Button variant={person.banned ? 'secondary' : 'danger'} disabled={isSaving}>
              {person.banned ? 'Let back in' : 'Shut out'}
            </Button>
          </Form>
        </div>
      </details>
    </Row>
  );
}
