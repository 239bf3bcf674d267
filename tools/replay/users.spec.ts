import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refused, Users } from './users';

interface Seen {
  method: string;
  path: string;
  key: string | undefined;
  authorization: string | undefined;
}
type Reply = [status: number, body: object] | 'hang up';

let server: Server;
let folder: string;
let seen: Seen[];
/** What the server answers to the requests after the sign-in, one after the other. */
let replies: Reply[];
let signIns: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fenghuo-users-'));
  seen = [];
  signIns = 0;
  server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { method = '', url = '', headers } = request;
  const isSignIn = url === '/api/registry/tokens';
  if (!isSignIn) {
    const key = headers['idempotency-key'] as string | undefined;
    seen.push({ method, path: url, key, authorization: headers.authorization });
  }
  const reply: Reply = isSignIn ? [200, { access_token: `token-${(signIns += 1)}` }] : (replies.shift() ?? [200, {}]);
  if (reply === 'hang up') return void request.socket.destroy();
  response.writeHead(reply[0], { 'content-type': 'application/json' }).end(JSON.stringify(reply[1]));
}

function users(): Users {
  const file = join(folder, 'credentials.json');
  const account = (name: string) => ({ username: name, password: `${name}-password`, roles: [name] });
  writeFileSync(file, JSON.stringify([account('commander'), account('messenger')]));
  return new Users(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, file);
}

describe('a user of the replay', () => {
  it('repeats a command with the same key while the product is busy or away, until it is decided', async () => {
    replies = [[503, {}], 'hang up', [429, {}], [201, { id: 'done' }]];

    expect(await users().post('commander', '/api/a', { reason: 'r' })).toEqual({ id: 'done' });

    expect(seen).toHaveLength(4);
    expect(new Set(seen.map(({ key }) => key)).size).toBe(1);
    expect(seen[0]!.key).toBeTruthy();
  });

  it('waits for an emergency that has not reached the service yet', async () => {
    replies = [
      [404, { code: 'emergency.not-found' }],
      [201, { orderId: 'o' }],
    ];

    expect(await users().post('commander', '/api/orders')).toEqual({ orderId: 'o' });
  });

  it('uses another key for another command, and none to read', async () => {
    replies = [];
    const both = users();
    await both.post('commander', '/api/a');
    await both.post('commander', '/api/a');
    await both.get('commander', '/api/a');

    const [first, second, read] = seen.map(({ key }) => key);
    expect(first).not.toBe(second);
    expect(read).toBeUndefined();
  });

  it('signs in once, and again when the product does not know the token any more', async () => {
    replies = [
      [200, {}],
      [401, {}],
      [200, {}],
    ];
    const all = users();
    await all.get('messenger', '/api/a');
    await all.get('messenger', '/api/b');

    expect(seen.map(({ authorization }) => authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('is told at once what the product refuses', async () => {
    replies = [[409, { code: 'mission.team-busy', detail: 'The team is busy' }]];
    const refused: unknown = await users()
      .post('commander', '/api/a')
      .catch((error: unknown) => error);

    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({ status: 409, code: 'mission.team-busy' });
    expect(seen).toHaveLength(1);
  });

  it('has an account that the product gave it, or says so', async () => {
    replies = [];

    await expect(users().get('dispatcher', '/api/a')).rejects.toThrow('nobody called dispatcher');
    expect(() => new Users('http://127.0.0.1:1', join(folder, 'none.json'))).toThrow('start the product once');
  });

  it('reads a list page by page', async () => {
    replies = [
      [200, { items: [1, 2], next: 'second' }],
      [200, { items: [3], next: null }],
    ];

    expect(await users().all('commander', '/api/list', { 'filter[state]': 'open' })).toEqual([1, 2, 3]);
    expect(seen[1]!.path).toContain('cursor=second');
  });
});
