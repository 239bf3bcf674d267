import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server of an office, on this machine: each path answers as it is told, everything else with 404. */
export interface FeedServer {
  url(path: string): string;
  /** Answers of a path: a document with its ETag, or whatever a function does. */
  serve(path: string, answer: string | Buffer | Answering): void;
  /** Requests so far, oldest first. */
  readonly asked: { path: string; headers: IncomingMessage['headers'] }[];
  stop(): Promise<void>;
}

export async function startFeedServer(): Promise<FeedServer> {
  const answers = new Map<string, Answering>();
  const asked: FeedServer['asked'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push({ path, headers: request.headers });
    const answer = answers.get(path);
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    serve: (path, answer) => answers.set(path, typeof answer === 'function' ? answer : documentOf(answer)),
    asked,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function documentOf(document: string | Buffer): Answering {
  const etag = `"${Buffer.byteLength(document)}-${Math.random()}"`;
  return (request, response) => {
    if (request.headers['if-none-match'] === etag) return response.writeHead(304).end();
    return response.writeHead(200, { etag, 'content-type': 'application/atom+xml' }).end(document);
  };
}
