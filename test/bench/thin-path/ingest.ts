import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { Client, Pool } from 'pg';
import { Bell, whileThereIs } from './bell';
import { receiveAlerts } from './receive';

const OLDEST = 'select seq, key, payload::text from thin.outbox order by seq limit 200';
const SENT = 'delete from thin.outbox where seq = any($1::bigint[])';

/** The thin path's first process over Kafka: receives, and relays what is committed. */
async function main([url, broker, topic]: string[]): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 8 });
  const outbox = new Client({ connectionString: url });
  await outbox.connect();
  const producer = new Kafka({ clientId: 'thin', brokers: [broker!], logLevel: logLevel.ERROR }).producer({
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();

  const bell = new Bell();
  const relay = async (): Promise<number> => {
    const { rows } = await outbox.query<{ seq: string; key: string; payload: string }>({
      name: 'oldest',
      text: OLDEST,
    });
    if (rows.length === 0) return 0;
    const messages = rows.map(({ seq, key, payload }) => ({ key, value: payload, headers: { id: seq } }));
    await producer.send({ topic: topic!, acks: -1, messages });
    await outbox.query({ name: 'sent', text: SENT, values: [rows.map(({ seq }) => seq)] });
    return rows.length;
  };
  void whileThereIs(relay, bell);
  console.log(await receiveAlerts(pool, bell.ring));
}

void main(process.argv.slice(2));
