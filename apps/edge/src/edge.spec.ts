import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { readHttpConfig } from '@libs/http';
import { Readiness } from '@libs/observability';
import { createEdge } from './edge';

const servers: Server[] = [];
let edge: FastifyInstance;

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address at which nobody listens any more. */
async function nobody(): Promise<string> {
  const url = await serve(() => undefined);
  await new Promise((done) => servers.pop()!.close(done));
  return url;
}

async function edgeBefore(upstreams: Record<string, string[]>): Promise<string> {
  edge = await createEdge(upstreams, readHttpConfig({}), new Readiness());
  return edge.listen({ port: 0, host: '127.0.0.1' });
}

async function sizeOf(request: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of request) bytes += (chunk as Buffer).length;
  return bytes;
}

afterEach(async () => {
  for (const server of servers) server.closeAllConnections();
  await edge.close();
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

describe('the edge', () => {
  it('brings a large body whole to the replica that is there, when the other one is not', async () => {
    const there = await serve((request, response) => {
      void sizeOf(request).then((bytes) => response.end(String(bytes)));
    });
    const url = await edgeBefore({ picture: [there], alerting: [await nobody(), there] });

    for (const _ of [1, 2, 3, 4]) {
      const body = new Uint8Array(4_000_000);
      const answer = await fetch(`${url}/api/alerting/cap`, { method: 'POST', body });
      expect([answer.status, await answer.text()]).toEqual([200, '4000000']);
    }
  });

  it('says in the client’s language that nothing was done when no replica is there', async () => {
    const url = await edgeBefore({ picture: [await nobody()], response: [await nobody(), await nobody()] });

    const answer = await fetch(`${url}/api/response/emergencies`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    });

    expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('content-type')]).toEqual([
      503,
      '1',
      'application/problem+json; charset=utf-8',
    ]);
    expect(await answer.json()).toMatchObject({ code: 'unavailable', facts: { service: 'response' } });
  });

  it('never sends a command again that may have arrived, and says so', async () => {
    let came = 0;
    const dies = await serve((request) => {
      came += 1;
      request.socket.destroy();
    });
    const url = await edgeBefore({ picture: [dies], dispatch: [dies, dies] });

    const answer = await fetch(`${url}/api/dispatch/missions`, { method: 'POST', body: 'some' });

    expect([answer.status, await answer.json(), came]).toMatchObject([502, { code: 'answer.lost' }, 1]);
  });

  it('hands on a live stream line by line', async () => {
    let say: (line: string) => void = () => undefined;
    const streams = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      say = (line) => response.write(line);
      say('data: 0\n\n');
    });
    const url = await edgeBefore({ picture: [streams] });
    const answer = await fetch(`${url}/api/picture/stream`);
    const reader = answer.body!.getReader();

    const next = async () => Buffer.from((await reader.read()).value!).toString();

    expect(await next()).toBe('data: 0\n\n');
    for (const line of ['data: 1\n\n', 'data: 2\n\n']) {
      say(line);
      expect(await next()).toBe(line);
    }
    await reader.cancel();
  });

  it('tells the service who asks, whatever the client says about itself', async () => {
    const echo = await serve((request, response) => response.end(JSON.stringify(request.headers)));
    const url = await edgeBefore({ picture: [echo] });

    const headers = await (await fetch(url, { headers: { 'x-forwarded-for': '8.8.8.8' } })).json();

    expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', host: new URL(url).host });
  });
});
