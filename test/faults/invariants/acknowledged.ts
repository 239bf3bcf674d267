import type { Acknowledged } from '../journal';
import type { Evidence } from './evidence';

/** What a command leaves in the tables, by its path: the statement answers one row per id that it finds. */
const EFFECTS: readonly { path: RegExp; ids: (entry: Acknowledged, inPath: string) => string[]; sql: string }[] = [
  effect(/^\/api\/dispatch\/incidents$/, answered('incidentId'), 'dispatch.incidents'),
  effect(/^\/api\/dispatch\/incidents\/([^/]+)\/(?:resolve|cancel)$/, named, 'dispatch.incidents', `state <> 'open'`),
  effect(/^\/api\/dispatch\/missions$/, answered('missionId'), 'dispatch.missions'),
  effect(/^\/api\/dispatch\/missions\/([^/]+)\/accept$/, named, 'dispatch.missions', 'accepted_at is not null'),
  effect(/^\/api\/dispatch\/missions\/([^/]+)\/depart$/, named, 'dispatch.missions', 'departed_at is not null'),
  effect(/^\/api\/dispatch\/missions\/([^/]+)\/arrive$/, named, 'dispatch.missions', 'arrived_at is not null'),
  effect(
    /^\/api\/dispatch\/missions\/([^/]+)\/(?:release|decline|cancel)$/,
    named,
    'dispatch.missions',
    'ended_at is not null',
  ),
  effect(/^\/api\/dispatch\/machine-trips$/, rows, 'dispatch.machine_trips'),
  effect(/^\/api\/resettlement\/orders$/, answered('orderId'), 'resettlement.orders'),
  effect(/^\/api\/resettlement\/orders\/([^/]+)\/approve$/, named, 'resettlement.orders', 'approved_by is not null'),
  effect(/^\/api\/resettlement\/orders\/([^/]+)\/end$/, named, 'resettlement.orders', `state = 'ended'`),
  effect(/^\/api\/resettlement\/orders\/[^/]+\/movements$/, rows, 'resettlement.movements', `state <> 'to-move'`),
  effect(/^\/api\/resettlement\/shelters\/[^/]+\/stays$/, rows, 'resettlement.stays'),
  effect(/^\/api\/resettlement\/shelters\/[^/]+\/check-outs$/, rows, 'resettlement.stays', 'ended_at is not null'),
  effect(/^\/api\/response\/emergencies\/[^/]+\/facts$/, answered('factId'), 'response.declared_facts'),
  effect(/^\/api\/response\/emergencies\/([^/]+)\/cancel$/, named, 'response.emergencies', `state = 'cancelled'`),
  effect(/\/level-proposals\/([^/]+)\/endorse$/, named, 'response.level_proposals', 'endorsed_by is not null'),
  effect(/\/level-proposals\/([^/]+)\/decide$/, named, 'response.level_proposals', 'decided_by is not null'),
  effect(/\/activations\/([^/]+)\/end$/, named, 'response.activations', `state = 'ended'`),
];

/**
 * I1: acknowledged commands that are not in the database: their key with the answer that was given, and what they have
 * changed; a CAP message by its bytes, judged.
 */
export async function lostCommands({ journal, database }: Evidence): Promise<string[]> {
  return [
    ...(await lostMessages(journal, database)),
    ...(await lostKeys(journal, database)),
    ...(await lostEffects(journal, database)),
  ];
}

async function lostMessages(journal: Evidence['journal'], database: Evidence['database']): Promise<string[]> {
  const sent = journal.filter(({ sha256 }) => sha256);
  const found = await database.query<{ sha256: string }>(
    `select encode(sha256, 'hex') as sha256 from alerting.cap_messages where verdict is not null`,
  );
  const stored = new Set(found.map(({ sha256 }) => sha256));
  return sent
    .filter(({ sha256 }) => !stored.has(sha256!))
    .map(({ at, sha256 }) => `CAP message ${sha256} acknowledged at ${at}`);
}

async function lostKeys(journal: Evidence['journal'], database: Evidence['database']): Promise<string[]> {
  const lost: string[] = [];
  for (const [service, entries] of byService(journal)) {
    const found = await database.query<{ key: string; status: number; body: unknown }>(
      `select key, status, body from "${service}".idempotency_keys where key = any($1::text[])`,
      [entries.map(({ key }) => key)],
    );
    const kept = new Map(found.map((row) => [row.key, row]));
    for (const { key, path, at, status, answer } of entries) {
      const row = kept.get(key);
      if (!row) lost.push(`${path} with the key ${key} acknowledged at ${at}`);
      else if (row.status !== status || JSON.stringify(row.body ?? {}) !== JSON.stringify(answer))
        lost.push(`${path} with the key ${key}: answered ${JSON.stringify(answer)}, kept ${JSON.stringify(row.body)}`);
    }
  }
  return lost;
}

async function lostEffects(journal: Evidence['journal'], database: Evidence['database']): Promise<string[]> {
  const lost: string[] = [];
  for (const { path, ids, sql } of EFFECTS) {
    const wanted = new Map<string, Acknowledged>();
    for (const entry of journal) {
      const match = path.exec(entry.path);
      if (match) for (const id of ids(entry, match[1] ?? '')) wanted.set(id, entry);
    }
    if (wanted.size === 0) continue;
    const found = await database.query<{ id: string }>(sql, [[...wanted.keys()]]);
    for (const { id } of found) wanted.delete(id);
    for (const [id, entry] of wanted) lost.push(`${entry.path}: no effect on ${id}, acknowledged at ${entry.at}`);
  }
  return lost;
}

function byService(journal: Evidence['journal']): Map<string, Acknowledged[]> {
  const services = new Map<string, Acknowledged[]>();
  for (const entry of journal) {
    if (!entry.key) continue;
    const service = entry.path.split('/')[2]!;
    services.set(service, [...(services.get(service) ?? []), entry]);
  }
  return services;
}

function effect(path: RegExp, ids: (entry: Acknowledged, inPath: string) => string[], table: string, more = 'true') {
  return { path, ids, sql: `select id from ${table} where id = any($1::uuid[]) and ${more}` };
}

function named(_entry: Acknowledged, inPath: string): string[] {
  return [inPath];
}

function answered(field: string) {
  return ({ answer }: Acknowledged): string[] => [String((answer as Record<string, unknown>)[field])];
}

/** Of a sheet those rows that were taken. */
function rows({ answer }: Acknowledged): string[] {
  const { results } = answer as { results: { id?: string; refused?: object }[] };
  return results.flatMap(({ id, refused }) => (id && !refused ? [id] : []));
}
