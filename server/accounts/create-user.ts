import { z } from 'zod';
import type { Role } from '#db/schema.ts';
import { AppError } from '#server/errors.ts';
import { type Auth, PASSWORD_LENGTH } from './auth.ts';

const Email = z.email();

/**
 * Creates a person with e-mail and password.
 * @throws AppError `invalid` with `details.field`, `conflict` when the address is taken.
 */
export async function createUser(
  { auth }: { auth: Auth },
  { email, name, password, role }: { email: string; name: string; password: string; role: Role },
): Promise<{ id: string }> {
  const address = email.trim().toLowerCase();
  if (!Email.safeParse(address).success) {
    throw new AppError('invalid', 'Enter an e-mail address, such as ana@example.org.', { field: 'email' });
  }
  if (name.trim() === '')
    throw new AppError('invalid', 'Enter a name; others see it beside what you decide.', { field: 'name' });
  if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max) {
    const message = `Choose a password of ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters.`;
    throw new AppError('invalid', message, { field: 'password' });
  }

  const { internalAdapter, password: hasher } = await auth.$context;
  if (await internalAdapter.findUserByEmail(address)) {
    throw new AppError('conflict', `There is already an account for ${address}.`, { field: 'email' });
  }
  const hash = await hasher.hash(password);
  const user = await internalAdapter.createUser(
    { email: address, name: name.trim(), emailVerified: true, role },
    { method: 'admin' },
  );
  await internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hash });
  return { id: user.id };
}
