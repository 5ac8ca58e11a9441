import type { ShouldRevalidateFunctionArgs } from '@remix-run/react';

/**
 * A refused act often means that what the page shows is out of date, so it is read again. By default a refusal leaves
 * the page's loaders alone.
 */
export function readAgainWhenRefused({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return defaultShouldRevalidate || (actionStatus !== undefined && actionStatus >= 400);
}
