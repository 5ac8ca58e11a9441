import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { handleApiRequest } from '#server/api/handle-api-request.ts';

// Every endpoint checks its own permission; see server/api/endpoints.ts.
export function loader({ context, request }: LoaderFunctionArgs) {
  return handleApiRequest(context, request);
}

export function action({ context, request }: ActionFunctionArgs) {
  return handleApiRequest(context, request);
}
