import type { Evidence } from './evidence';
import { unevenChanges, type AuditedChange } from './changes';

/** Every entry of every service's audit log that a message may belong to. */
export async function auditedChanges({ database }: Evidence): Promise<AuditedChange[]> {
  const services = ['dispatch', 'resettlement', 'response'];
  const all = await Promise.all(
    services.map((service) =>
      database.query<AuditedChange>(
        `select '${service}' as service, action, subject from "${service}".audit_log where subject is not null`,
      ),
    ),
  );
  return all.flat();
}

/** I2: changes without their one message, messages that reached somebody never, and what is still on its way. */
export async function undelivered(evidence: Evidence, changes: readonly AuditedChange[]): Promise<string[]> {
  return [
    ...(await onTheirWay(evidence)),
    ...unevenChanges(changes, evidence.messages),
    ...(await unevenWarnings(evidence)),
    ...(await unreached(evidence)),
  ];
}

async function onTheirWay({ database, subscriptions }: Evidence): Promise<string[]> {
  const services = ['registry', 'alerting', ...new Set(subscriptions.map(({ service }) => service))];
  const lines: string[] = [];
  for (const service of new Set(services)) {
    const [count] = await database.query<{ waiting: number; dead: number; outbox: number }>(
      `select count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'dead')::int as dead,
         (select count(*)::int from "${service}".outbox) as outbox from "${service}".parked`,
    );
    const { waiting, dead, outbox } = count!;
    if (outbox > 0) lines.push(`${service}: ${outbox} messages are still in the outbox`);
    if (waiting > 0) lines.push(`${service}: ${waiting} messages are still parked`);
    // Nothing in this load is malformed: what is dead has failed for a reason of ours.
    if (dead > 0) lines.push(`${service}: ${dead} dead letters of good messages`);
  }
  return lines;
}

/** Each warning has one message that says that it was issued, and one that says how it was taken back. */
async function unevenWarnings({ database, messages }: Evidence): Promise<string[]> {
  const rows = await database.query<{ id: string; state: string }>(
    `select id, state from alerting.warnings where state <> 'awaited'`,
  );
  const sent = new Map<string, number>();
  for (const { fact, data } of messages)
    if (fact.startsWith('alerting.warning-')) {
      const name = `${fact} ${String(data?.warningId)}`;
      sent.set(name, (sent.get(name) ?? 0) + 1);
    }
  return rows.flatMap(({ id, state }) => {
    const wanted = ['alerting.warning-issued', ...(state === 'cancelled' ? ['alerting.warning-cancelled'] : [])];
    return wanted
      .filter((fact) => sent.get(`${fact} ${id}`) !== 1)
      .map((fact) => `${fact} ${id}: committed once, ${sent.get(`${fact} ${id}`) ?? 0} messages`);
  });
}

/** Messages that a group handles and that are neither in its inbox nor among its dead letters. */
async function unreached({ database, subscriptions, messages }: Evidence): Promise<string[]> {
  const lines: string[] = [];
  for (const { group, service, facts } of subscriptions) {
    const arrived = await database.query<{ event_id: string }>(
      `select event_id from "${service}".inbox where consumer = $1
       union select event_id from "${service}".parked where consumer = $1`,
      [group],
    );
    const here = new Set(arrived.map(({ event_id }) => event_id));
    const wanted = messages.filter(({ fact }) => facts.has(fact));
    for (const { id, fact, topic, partition, offset } of wanted.filter((message) => !here.has(message.id)))
      lines.push(`${group} never had ${fact} ${id} (${topic}/${partition}@${offset})`);
    const sent = new Set(wanted.map(({ id }) => id));
    const strange = [...here].filter((id) => !sent.has(id));
    if (strange.length > 0) lines.push(`${group} has had ${strange.length} messages that are on no topic`);
  }
  return lines;
}
