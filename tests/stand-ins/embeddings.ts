import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with one request. */
export type EmbeddingsFault =
  | 'unauthorised'
  | 'unknown-model'
  | 'too-many'
  | 'broken'
  | 'malformed'
  | 'other-width'
  | 'cut-batch'
  | 'no-numbers'
  | 'hang';
export type EmbeddingsStandIn = {
  /** As a person enters it: the root of the API. */
  readonly url: string;
  readonly host: string;
  readonly seen: { readonly model: string; readonly texts: readonly string[]; readonly authorization: string }[];
  /** The next requests meet these faults, one each. */
  readonly failNext: (...faults: EmbeddingsFault[]) => void;
  readonly close: () => Promise<void>;
};

const WIDTH = 48;

/** A server that speaks OpenAI's `POST /v1/embeddings`; its vectors are sums of directions of the words. */
export async function startEmbeddingsStandIn({ key = null }: { key?: string | null } = {}): Promise<EmbeddingsStandIn> {
  const seen: EmbeddingsStandIn['seen'] = [];
  const faults: EmbeddingsFault[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    const refuse = (status: number, message: string, headers = {}) => send(status, { error: { message } }, headers);
    if (request.method !== 'POST' || request.url !== '/v1/embeddings') return refuse(404, 'no such route');
    const { authorization = '' } = request.headers;
    const { model, input } = JSON.parse(Buffer.concat(chunks).toString()) as { model: string; input: string[] };
    seen.push({ model, texts: input, authorization });
    const fault = faults.shift();
    if (fault === 'hang') return;
    if (fault === 'unauthorised' || (key !== null && authorization !== `Bearer ${key}`))
      return refuse(401, `Incorrect API key provided: ${authorization.replace('Bearer ', '')}`);
    if (fault === 'unknown-model') return refuse(404, `model "${model}" not found, try pulling it first`);
    if (fault === 'too-many') return refuse(429, 'Rate limit reached', { 'retry-after': '0' });
    if (fault === 'broken') return refuse(500, 'out of memory');
    if (fault === 'malformed') return send(200, '<html>Welcome to nginx</html>');
    const width = fault === 'other-width' ? WIDTH / 2 : WIDTH;
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: embed(text, width) }));
    if (fault === 'no-numbers') return send(200, JSON.stringify({ data }).replace(/\[[-\d.]+/, '["much"'));
    // In any order: the index says which is which.
    send(200, { object: 'list', model, data: (fault === 'cut-batch' ? data.slice(1) : data).reverse() });
  }

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    host: `127.0.0.1:${port}`,
    seen,
    failNext: (...next) => void faults.push(...next),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function embed(text: string, width: number): number[] {
  const sum = new Array<number>(width).fill(0);
  for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
    let state = 7;
    for (const letter of word) state = (Math.imul(state, 31) + letter.charCodeAt(0)) | 0;
    for (let d = 0; d < width; d += 1) {
      state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + d;
      sum[d] = (sum[d] ?? 0) + ((state >>> 8) % 2001) / 1000 - 1;
    }
  }
  return sum;
}
