import { isUniqueViolation } from '#server/database/is-unique-violation.ts';
import { AppError } from '#server/errors.ts';

/** Turns the database's word on a taken name into one for people. */
export async function refuseTakenName<T>(name: string, write: PromiseLike<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', `There is already a target called "${name}". Choose another name.`, {
      field: 'name',
    });
  }
}
