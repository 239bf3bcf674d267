import fastify from 'fastify';
import type { Pool } from 'pg';

const words = { type: 'string', minLength: 1, maxLength: 5000 };
const oneOf = (...values: string[]) => ({ enum: values });
const listOf = (items: object, minItems = 1) => ({ type: 'array', minItems, items });
const known = (properties: Record<string, object>, required: string[], more = {}) => ({
  type: 'object',
  required,
  properties,
  ...more,
});

const AREA = known(
  {
    areaDesc: words,
    polygon: listOf(listOf({ type: 'array', minItems: 2, maxItems: 2, items: { type: 'number' } }, 4)),
    geocode: listOf(known({ valueName: words, value: words }, ['valueName', 'value'])),
  },
  ['areaDesc'],
);
const INFO = known(
  {
    ...Object.fromEntries(
      ['language', 'event', 'expires', 'headline', 'description', 'instruction'].map((it) => [it, words]),
    ),
    category: listOf(words),
    urgency: oneOf('Immediate', 'Expected', 'Future', 'Past', 'Unknown'),
    severity: oneOf('Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'),
    certainty: oneOf('Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'),
    area: listOf(AREA),
  },
  ['category', 'event', 'urgency', 'severity', 'certainty', 'area'],
);
const ALERT = known(
  {
    ...Object.fromEntries(['identifier', 'sender', 'sent', 'scope'].map((it) => [it, words])),
    status: oneOf('Actual', 'Exercise', 'System', 'Test', 'Draft'),
    msgType: oneOf('Alert', 'Update', 'Cancel', 'Ack', 'Error'),
    info: listOf(INFO),
  },
  ['identifier', 'sender', 'sent', 'status', 'msgType', 'scope', 'info'],
  { additionalProperties: false },
);

const ACCEPT = `with accepted as (
    insert into thin.alerts (sender, identifier, sent, status, body) values ($1, $2, $3, $4, $5)
    on conflict do nothing returning 1)
  insert into thin.outbox (key, payload) select $2, $5 from accepted`;

interface ThinAlert {
  identifier: string;
  sender: string;
  sent: string;
  status: string;
}

/** POST /alerts: validated by a compiled schema, alert and outbox row in one statement, 202. Says where it listens. */
export async function receiveAlerts(pool: Pool, wakeRelay: () => void): Promise<string> {
  const server = fastify();
  server.post<{ Body: ThinAlert }>('/alerts', { schema: { body: ALERT } }, async ({ body }, reply) => {
    const { sender, identifier, sent, status } = body;
    const values = [sender, identifier, sent, status, JSON.stringify(body)];
    await pool.query({ name: 'accept', text: ACCEPT, values });
    wakeRelay();
    return reply.code(202).send({ identifier });
  });
  return server.listen({ port: 0, host: '127.0.0.1' });
}
