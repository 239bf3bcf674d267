import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { FOLD, serveConsoles } from './board';

/** The thin path's second process over Kafka: folds batches into the board, and shows what is new. */
async function main([url, broker, topic]: string[]): Promise<void> {
  const database = new Client({ connectionString: url });
  await database.connect();
  const consoles = await serveConsoles();
  const consumer = new Kafka({ clientId: 'thin-board', brokers: [broker!], logLevel: logLevel.ERROR }).consumer({
    groupId: `board-${topic}`,
    maxWaitTimeInMs: 50,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic!], fromBeginning: true });
  consumer.on(consumer.events.GROUP_JOIN, () => console.log(consoles.url));

  // One connection: the batches of several partitions take turns.
  let turn: Promise<unknown> = Promise.resolve();
  const fold = async (ids: string[], keys: string[], bodies: string[]): Promise<void> => {
    const { rows } = await database.query<{ identifier: string }>({
      name: 'fold',
      text: FOLD,
      values: [ids, keys, bodies],
    });
    consoles.show(rows.map(({ identifier }) => identifier));
  };
  await consumer.run({
    partitionsConsumedConcurrently: 4,
    eachBatch: async ({ batch: { messages } }) => {
      if (messages.length === 0) return;
      const texts = (of: (message: (typeof messages)[number]) => unknown): string[] =>
        messages.map((it) => String(of(it)));
      turn = turn.then(() =>
        fold(
          texts(({ headers }) => headers?.id),
          texts(({ key }) => key),
          texts(({ value }) => value),
        ),
      );
      await turn;
    },
  });
}

void main(process.argv.slice(2));
