import { z } from 'zod';
import { changePerson, revokeApiKey } from '#server/accounts/change-person.ts';
import { createApiKey } from '#server/accounts/create-api-key.ts';
import { createInvitation } from '#server/accounts/create-invitation.ts';
import { findApiKeys, findInvitations, findPeople } from '#server/accounts/find-people.ts';
import { isAllowed, PERMISSIONS, type Permission } from '#server/accounts/permissions.ts';
import { revokeInvitation } from '#server/accounts/revoke-invitation.ts';
import { defineEndpoint } from '#server/api/endpoint.ts';
import { At, Id, idParam, Role } from '#server/api/fields.ts';
import { listOf } from '#server/api/page.ts';

const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as Permission[];

const Caller = z
  .object({
    id: z.string().describe('`user:<id>` or `key:<id>`, as in the decision log.'),
    name: z.string(),
    role: Role,
    permissions: z.array(z.enum(ALL_PERMISSIONS)),
  })
  .meta({ id: 'Caller' });

const Person = z
  .object({ id: z.string(), name: z.string(), email: z.string(), role: Role, banned: z.boolean(), createdAt: At })
  .meta({ id: 'Person' });

const Invitation = z
  .object({ id: Id, email: z.string().nullable(), name: z.string().nullable(), role: Role, expiresAt: At })
  .meta({ id: 'Invitation' });

const NewInvitation = z
  .strictObject({
    role: Role,
    email: z.email().max(200).optional().describe('Given, only this address can be signed up.'),
    name: z.string().trim().min(1).max(200).optional(),
  })
  .meta({ id: 'NewInvitation', examples: [{ role: 'manager', email: 'ana@example.org' }] });

const IssuedInvitation = z
  .object({ id: Id, url: z.string().describe('One-time link; shown this once.'), expiresAt: At })
  .meta({ id: 'IssuedInvitation' });

const ApiKey = z
  .object({
    id: Id,
    name: z.string(),
    role: Role,
    tokenHint: z.string().describe('The last four characters.'),
    createdAt: At,
    lastUsedAt: At.nullable(),
  })
  .meta({ id: 'ApiKey' });

const NewApiKey = z
  .strictObject({ name: z.string().trim().min(1).max(200).describe('The program that will use it.'), role: Role })
  .meta({ id: 'NewApiKey', examples: [{ name: 'nightly import', role: 'manager' }] });

const IssuedApiKey = z.object({ id: Id, key: z.string().describe('Shown this once.') }).meta({ id: 'IssuedApiKey' });

const PersonChange = z
  .strictObject({ role: Role.optional(), banned: z.boolean().optional().describe('Shut out, or let in again.') })
  .refine((change) => change.role !== undefined || change.banned !== undefined, 'Say what to change.')
  .meta({ id: 'PersonChange', examples: [{ role: 'product' }] });

export const accountEndpoints = [
  defineEndpoint({
    method: 'GET',
    path: '/me',
    operationId: 'getCaller',
    tag: 'people',
    summary: 'Say who asks and what they may do',
    permission: 'overview.read',
    answer: { status: 200, description: 'The person or key that sent the request.', schema: Caller },
    handle: async ({ actor }) => ({
      ...actor,
      permissions: ALL_PERMISSIONS.filter((permission) => isAllowed(actor.role, permission)),
    }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/people',
    operationId: 'listPeople',
    tag: 'people',
    summary: 'List everyone with an account',
    permission: 'people.write',
    answer: { status: 200, description: 'All people, by name.', schema: listOf(Person, 'PersonList') },
    handle: async ({ context }) => ({ items: await findPeople(context) }),
  }),
  defineEndpoint({
    method: 'PATCH',
    path: '/people/{userId}',
    operationId: 'changePerson',
    tag: 'people',
    summary: 'Change a role, shut a person out or let them in again',
    permission: 'people.write',
    params: { userId: z.string().min(1).max(100).describe('Id of the person.') },
    body: PersonChange,
    answer: { status: 204, description: 'Done.', schema: null },
    handle: ({ context, params, body }) => changePerson(context, { ...params, ...body }),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/invitations',
    operationId: 'listInvitations',
    tag: 'people',
    summary: 'List invitations that can still be accepted',
    permission: 'people.write',
    answer: { status: 200, description: 'Newest first.', schema: listOf(Invitation, 'InvitationList') },
    handle: async ({ context }) => ({ items: await findInvitations(context) }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/invitations',
    operationId: 'createInvitation',
    tag: 'people',
    summary: 'Invite a person',
    description: 'Answers with a one-time link. Refrain sends no mail: hand the link over yourself.',
    permission: 'people.write',
    body: NewInvitation,
    answer: { status: 201, description: 'The link.', schema: IssuedInvitation },
    answersSecret: true,
    handle: ({ context, actor, body }) =>
      createInvitation({ db: context.db, publicUrl: context.config.publicUrl }, { ...body, createdById: actor.userId }),
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/invitations/{invitationId}',
    operationId: 'revokeInvitation',
    tag: 'people',
    summary: 'Take back an invitation that nobody has accepted',
    permission: 'people.write',
    params: { invitationId: idParam('invitation') },
    answer: { status: 204, description: 'Taken back.', schema: null },
    handle: ({ context, params }) => revokeInvitation(context, params),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/keys',
    operationId: 'listApiKeys',
    tag: 'keys',
    summary: 'List API keys',
    permission: 'keys.write',
    answer: { status: 200, description: 'Those not revoked, newest first.', schema: listOf(ApiKey, 'ApiKeyList') },
    handle: async ({ context }) => ({ items: await findApiKeys(context) }),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/keys',
    operationId: 'createApiKey',
    tag: 'keys',
    summary: 'Make an API key',
    permission: 'keys.write',
    body: NewApiKey,
    answer: { status: 201, description: 'The key, shown this once.', schema: IssuedApiKey },
    answersSecret: true,
    handle: ({ context, actor, body }) => createApiKey(context, { ...body, createdById: actor.userId }),
  }),
  defineEndpoint({
    method: 'DELETE',
    path: '/keys/{keyId}',
    operationId: 'revokeApiKey',
    tag: 'keys',
    summary: 'Revoke an API key for good',
    permission: 'keys.write',
    params: { keyId: idParam('key') },
    answer: { status: 204, description: 'Revoked.', schema: null },
    handle: ({ context, params }) => revokeApiKey(context, params),
  }),
];
