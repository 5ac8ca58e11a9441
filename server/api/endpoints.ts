import type { Endpoint } from './endpoint.ts';
import { accountEndpoints } from './endpoints/accounts.ts';
import { documentEndpoint } from './endpoints/document.ts';
import { runEndpoints } from './endpoints/runs.ts';

/** Every endpoint there is, in the order of the document. */
export const ENDPOINTS: readonly Endpoint[] = [...runEndpoints, ...accountEndpoints, documentEndpoint(() => ENDPOINTS)];
