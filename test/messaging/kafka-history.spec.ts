import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { createTopics, HistoryIncomplete, KafkaHistory, type PlacedMessage } from '@libs/messaging';
import { TRANSPORTS } from './bridge/bridge-in-test';

describe.each(TRANSPORTS.filter((kind) => kind === 'kafka'))('the history in the topics of %s', () => {
  const brokers = process.env.FENGHUO_TEST_KAFKA_BROKERS!.split(',');
  const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  // A topic that was made just now may lack a leader; what is sent again for that must not be there twice.
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  let history: KafkaHistory;
  let topics: [string, string];

  beforeAll(async () => {
    await Promise.all([admin.connect(), producer.connect()]);
    history = await KafkaHistory.open(brokers, { silenceMs: 20_000 });
  });
  afterAll(() => Promise.all([history.close(), producer.disconnect(), admin.disconnect()]));
  beforeEach(async () => {
    topics = [`test.first.${randomUUID()}`, `test.second.${randomUUID()}`];
    await createTopics(
      brokers,
      topics.map((name) => ({ name, partitions: 3, retention: 'facts', sentence: 'A topic of a test.' })),
    );
  });

  const put = (topic: string, ...values: string[]) =>
    producer.send({
      topic,
      messages: values.map((value) => ({ key: value[0]!, value: `"${value}"`, headers: { ce_id: value } })),
    });
  const read = async (of: readonly string[] = topics, onPortion: () => Promise<unknown> = () => Promise.resolve()) => {
    const messages: PlacedMessage[] = [];
    await history.read(of, async (portion) => {
      messages.push(...portion);
      await onPortion();
    });
    return messages;
  };
  const refusal = async (work: Promise<unknown>): Promise<HistoryIncomplete> => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(HistoryIncomplete);
    return error as HistoryIncomplete;
  };

  it('is read once and in the order of each key, up to what was there when the reading began', async () => {
    const values = ['a', 'b', 'c', 'd'].flatMap((key) => Array.from({ length: 300 }, (_, i) => `${key}${i}`));
    await put(topics[0], ...values);
    await put(topics[1], 'x1', 'x2');

    let isLate = false;
    const messages = await read(topics, async () => {
      if (!isLate) await put(topics[0], 'a300', 'b300', 'c300', 'd300');
      isLate = true;
    });

    expect(messages).toHaveLength(values.length + 2);
    for (const key of ['a', 'b', 'c', 'd'])
      expect(messages.filter((one) => one.key === key).map(({ payload }) => payload)).toEqual(
        Array.from({ length: 300 }, (_, i) => `${key}${i}`),
      );
    expect(messages.filter(({ topic }) => topic === topics[1]).map(({ headers }) => headers.ce_id)).toEqual([
      'x1',
      'x2',
    ]);
  });

  it('ends where topics are empty, and where the last offset is the mark of a transaction or of what was taken back', async () => {
    expect(await read()).toEqual([]);

    const transactional = kafka.producer({
      transactionalId: randomUUID(),
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await transactional.connect();
    for (const isCommitted of [true, false]) {
      const transaction = await transactional.transaction();
      const value = isCommitted ? 'a1' : 'a2';
      await transaction.send({ topic: topics[0], messages: [{ key: 'a', value: `"${value}"` }] });
      await (isCommitted ? transaction.commit() : transaction.abort());
    }
    await transactional.disconnect();

    expect((await read()).map(({ payload }) => payload)).toEqual(['a1']);
  });

  it('is handed over once, also when a portion takes longer than the session of who reads', async () => {
    await put(topics[0], ...['a', 'b', 'c', 'd', 'e', 'f'].flatMap((key) => [`${key}1`, `${key}2`]));
    const hasty = await KafkaHistory.open(brokers, { sessionMs: 1_000 });
    const taken: unknown[] = [];
    try {
      await hasty.read([topics[0]], async (portion) => {
        if (taken.length === 0) await pause(2_500);
        taken.push(...portion.map(({ payload }) => payload));
      });
    } finally {
      await hasty.close();
    }

    expect(taken.sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'].flatMap((key) => [`${key}1`, `${key}2`]));
  });

  it('is refused, naming the topic, where retention has removed the oldest messages', async () => {
    await put(topics[1], 'a1', 'a2', 'a3');
    const { partition } = (await read())[0]!;
    // The client wants to know the topic first.
    await admin.fetchTopicOffsets(topics[1]);
    await admin.deleteTopicRecords({ topic: topics[1], partitions: [{ partition, offset: '2' }] });

    const { text } = await refusal(read());

    expect(text.en).toContain(`${topics[1]}/${partition} < 2`);
    expect(text['zh-CN']).toContain(topics[1]);
  });

  it('is refused where the topic is not there, or holds less than was handled of it', async () => {
    const { text } = await refusal(read(['test.never-made']));
    expect(text.en).toContain('test.never-made');

    await put(topics[0], 'a1');
    const acknowledged = [{ topic: topics[0], partition: 0, next_offset: '7' }];
    const shorter = await refusal(history.read([topics[0]], () => Promise.resolve(), acknowledged));
    expect(shorter.text.en).toContain(topics[0]);
  });

  it('passes on what the taker throws, as it is', async () => {
    await put(topics[0], 'a1');

    await expect(read(topics, () => Promise.reject(new Error('the fold fails')))).rejects.toThrow('the fold fails');
  });

  it('says which brokers do not answer', async () => {
    const { text } = await refusal(KafkaHistory.open(['127.0.0.1:1']));

    expect(text.en).toContain('KAFKA_BROKERS=127.0.0.1:1');
  });
});
