import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Inbox and board of a batch in one statement ($1 ids, $2 keys, $3 bodies); answers what is new. */
export const FOLD = `with given as (
    select * from unnest($1::text[], $2::text[], $3::jsonb[]) as given (id, key, body)
  ), fresh as (
    insert into thin.inbox (event_id) select id from given on conflict do nothing returning event_id
  )
  insert into thin.board (identifier, body, version)
  select key, body, 1 from given join fresh on fresh.event_id = given.id
  on conflict (identifier) do update set body = excluded.body, version = thin.board.version + 1
  returning identifier`;

/** The consoles, and how they are told. */
export interface Consoles {
  url: string;
  show(identifiers: string[]): void;
}

/** Server-sent events that carry nothing but identifiers. */
export async function serveConsoles(): Promise<Consoles> {
  const consoles = new Set<ServerResponse>();
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': here\n\n');
    response.socket?.setNoDelay(true);
    consoles.add(response);
    response.on('close', () => consoles.delete(response));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show: (identifiers) => {
      const text = identifiers.map((identifier) => `data: ${identifier}\n\n`).join('');
      for (const response of consoles) response.write(text);
    },
  };
}
