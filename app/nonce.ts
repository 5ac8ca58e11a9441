import { createContext } from 'react';

/** The request's script nonce: known while a page is rendered on the server, undefined in the browser. */
export const NonceContext = createContext<string | undefined>(undefined);
