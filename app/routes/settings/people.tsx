import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { ROLES } from '#db/schema.ts';
import { changePerson } from '#server/accounts/change-person.ts';
import { createInvitation } from '#server/accounts/create-invitation.ts';
import { findInvitations, findPeople } from '#server/accounts/find-people.ts';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { revokeInvitation } from '#server/accounts/revoke-invitation.ts';
import { formatMoment } from '../../format.ts';
import { parseForm } from '../../parse-form.ts';
import { answerProblem } from '../../problem.ts';
import { SettingsHeading } from '../../settings/heading.tsx';
import { PersonRow } from '../../settings/person-row.tsx';
import { RoleChoice } from '../../settings/role-choice.tsx';
import { Row, Rows, Section } from '../../settings/section.tsx';
import { useSending } from '../../settings/use-sending.ts';
import { PageError } from '../../shell/page-error.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { TextField } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { errorOf, ProblemNotice } from '../../ui/problem-notice.tsx';
import { ROLE_LOOKS } from '../../ui/role.ts';

export const meta: MetaFunction = () => [{ title: 'People · Refrain' }];

const PeopleForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('invite'),
    email: z.union([z.literal(''), z.email('Enter an e-mail address, such as ana@example.org, or leave it empty.')]),
    role: z.enum(ROLES, 'Choose a role.'),
  }),
  z.object({ intent: z.literal('take-back'), id: z.coerce.number().int() }),
  z.object({ intent: z.literal('set-role'), id: z.string().min(1), role: z.enum(ROLES, 'Choose a role.') }),
  z.object({ intent: z.literal('set-banned'), id: z.string().min(1), banned: z.enum(['yes', 'no']) }),
]);

export async function loader({ context, request }: LoaderFunctionArgs) {
  const actor = requirePermission(context, request, 'people.write');
  const [people, invitations] = await Promise.all([findPeople(context), findInvitations(context)]);
  return { people: people.map((person) => ({ ...person, isMe: person.id === actor.userId })), invitations };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const actor = requirePermission(context, request, 'people.write');
  try {
    const form = parseForm(PeopleForm, await request.formData());
    if (form.intent === 'invite') {
      const { url, expiresAt } = await createInvitation(
        { db: context.db, publicUrl: context.config.publicUrl },
        { role: form.role, email: form.email, createdById: actor.userId },
      );
      // The link is in this answer and nowhere else.
      const link = { url, expiresAt, email: form.email, role: form.role };
      return data({ link, problem: undefined }, { headers: { 'Cache-Control': 'no-store' } });
    }
    if (form.intent === 'take-back') await revokeInvitation(context, { invitationId: form.id });
    if (form.intent === 'set-role') await changePerson(context, { userId: form.id, role: form.role });
    if (form.intent === 'set-banned') await changePerson(context, { userId: form.id, banned: form.banned === 'yes' });
    return redirect('/settings/people');
  } catch (error) {
    return answerProblem(error);
  }
}

export default function People() {
  const { people, invitations } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const problem = result?.problem;
  const link = result && 'link' in result ? result.link : null;
  const isSending = useSending();
  return (
    <>
      <SettingsHeading title="People">
        Everyone with an account. Readers cost nothing: invite as many as want to listen.
      </SettingsHeading>
      <div className="space-y-4 empty:hidden">
        <ProblemNotice problem={problem} fields={['email']} />
      </div>
      <Section title="Invite someone" intro="You get a link that works once, for seven days. Send it any way you like.">
        {link ? (
          <Notice tone="success" className="mb-4">
            <p className="font-medium">
              The link for {link.email || 'a new person'} ({ROLE_LOOKS[link.role].label.toLowerCase()}) is ready.
            </p>
            <p className="mb-3">Copy it now: it is shown this once. It works until {formatMoment(link.expiresAt)}.</p>
            <CopyField label="One-time link" value={link.url} />
          </Notice>
        ) : null}
        <Form method="post" className="space-y-4" key={link?.url}>
          <input type="hidden" name="intent" value="invite" />
          <TextField
            label="E-mail (optional)"
            name="email"
            type="email"
            autoComplete="off"
            fieldClassName="max-w-sm"
            hint="With it, the account can only be made for this address. No mail is sent."
            error={errorOf(problem, 'email')}
          />
          <RoleChoice legend="Role" chosen="product" />
          <Button variant="primary" disabled={isSending('invite')}>
            {isSending('invite') ? 'Making the link…' : 'Make a link'}
          </Button>
        </Form>
      </Section>
      {invitations.length > 0 ? (
        <Section title="Waiting to join">
          <Rows label="Invitations">
            {invitations.map((invitation) => (
              <Row
                key={invitation.id}
                title={invitation.email ?? 'Anyone with the link'}
                detail={`${ROLE_LOOKS[invitation.role].label}, until ${formatMoment(invitation.expiresAt)}`}
                aside={
                  <Form method="post">
                    <input type="hidden" name="intent" value="take-back" />
                    <input type="hidden" name="id" value={invitation.id} />
                    <Button
                      size="sm"
                      variant="ghost"
                      className="max-md:h-9"
                      disabled={isSending('take-back', invitation.id)}
                    >
                      Take back
                      <span className="sr-only"> the invitation for {invitation.email ?? 'anyone with the link'}</span>
                    </Button>
                  </Form>
                }
              />
            ))}
          </Rows>
        </Section>
      ) : null}
      <Section title={`Members of this workspace (${people.length})`}>
        <Rows label="People">
          {people.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </Rows>
      </Section>
    </>
  );
}

export function ErrorBoundary() {
  return <PageError />;
}
