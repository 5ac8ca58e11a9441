import type { LoaderFunctionArgs } from '@remix-run/node';
import { requirePermission } from '#server/accounts/require-permission.ts';
import { findMapPosts } from '#server/map/find-map-posts.ts';

/** The posts of the map, as numbers: see `findMapPosts`. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  requirePermission(context, request, 'posts.read');
  const numbers = await findMapPosts(context);
  return new Response(numbers.buffer as ArrayBuffer, { headers: { 'Content-Type': 'application/octet-stream' } });
}
