import type { eventCatalogue, Topic } from '@libs/events';
import { MODES } from '@libs/kernel';
import { topicSettings } from '@libs/messaging';
import { jsonSchemaOf } from '../contracts/event-schemas';
import type { Reading } from './readings';

type AnyEvent = (typeof eventCatalogue)[number];

/** An event with the name of its constant, by which consumers name it. */
export interface NamedEvent {
  constant: string;
  event: AnyEvent;
}

const BINDING = { bindingVersion: '0.5.0' };

/** The events as AsyncAPI 3: topics, messages with headers and payload, who sends them and which group reads them. */
export function asyncApi(events: NamedEvent[], readings: Reading[]) {
  const topics = [...new Set(events.map(({ event }) => event.topic))];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Fenghuo 烽火',
      version: '1',
      description:
        'Facts of the services. CloudEvents in binary mode: attributes in the headers, data as JSON. Order is kept per ' +
        'key; a message may come more than once, so remember its `ce_id`. Ignore fields that you do not know.\n\n' +
        '各服务发布的事实。CloudEvents 二进制模式：属性在消息头，数据为 JSON。同一键内有序；消息可能重复到达，请按 `ce_id` 去重。未知字段请忽略。',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      kafka: {
        host: '{brokers}',
        protocol: 'kafka',
        description: 'Apache Kafka of the installation · 本单位的 Kafka',
        variables: { brokers: { default: '127.0.0.1:9092', description: 'KAFKA_BROKERS' } },
      },
    },
    channels: Object.fromEntries(topics.map((topic) => [topic.name, channel(topic, eventsOf(topic, events))])),
    operations: Object.fromEntries(topics.flatMap((topic) => operations(topic, eventsOf(topic, events), readings))),
    components: {
      messages: {
        ...Object.fromEntries(events.map(({ event }) => [event.type, message(event)])),
        tombstone: TOMBSTONE,
      },
      schemas: { headers: HEADERS },
    },
  };
}

const eventsOf = (topic: Topic, events: NamedEvent[]): NamedEvent[] =>
  events.filter(({ event }) => event.topic === topic);

const messagesOn = (topic: Topic, events: NamedEvent[]): string[] => [
  ...events.map(({ event }) => event.type),
  ...(topic.retention === 'master-data' ? ['tombstone'] : []),
];

function channel(topic: Topic, events: NamedEvent[]) {
  const settings = Object.entries(topicSettings(topic)).map(([name, value]) => [
    name,
    name === 'cleanup.policy' ? [value] : Number(value),
  ]);
  return {
    address: topic.name,
    description: topic.sentence,
    messages: Object.fromEntries(
      messagesOn(topic, events).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
    ),
    bindings: {
      kafka: {
        topic: topic.name,
        partitions: topic.partitions,
        topicConfiguration: Object.fromEntries(settings) as Record<string, number | string[]>,
        ...BINDING,
      },
    },
  };
}

function operations(topic: Topic, events: NamedEvent[], readings: Reading[]) {
  const about = (names: string[]) => ({
    channel: { $ref: `#/channels/${topic.name}` },
    messages: names.map((name) => ({ $ref: `#/channels/${topic.name}/messages/${name}` })),
  });
  const [service] = topic.name.split('.');
  const send = {
    action: 'send',
    summary: `${service} publishes · ${service} 发布`,
    ...about(messagesOn(topic, events)),
    bindings: { kafka: { clientId: { type: 'string', const: 'fenghuo' }, ...BINDING } },
  };
  const groups = new Set(readings.map(({ group }) => group));
  return [
    [`${topic.name}/send`, send] as const,
    ...[...groups].sort().flatMap((group) => {
      const read = events.filter(({ constant }) =>
        readings.some((reading) => reading.group === group && reading.event === constant),
      );
      if (read.length === 0) return [];
      const receive = {
        action: 'receive',
        summary: `${group} reads · ${group} 消费`,
        ...about(messagesOn(topic, read)),
        bindings: { kafka: { groupId: { type: 'string', const: group }, ...BINDING } },
      };
      return [[`${topic.name}/receive/${group}`, receive] as const];
    }),
  ].map(([id, operation]) => [id.replaceAll('/', '-'), operation] as const);
}

function message(event: AnyEvent) {
  const attributes = { ce_type: { const: event.type }, ce_source: { const: `/fenghuo/${event.type.split('.')[0]}` } };
  return {
    name: event.type,
    title: event.sentence['zh-CN'],
    summary: event.sentence.en,
    contentType: 'application/json',
    headers: { allOf: [{ $ref: '#/components/schemas/headers' }, { type: 'object', properties: attributes }] },
    payload: jsonSchemaOf(event.schema, 'draft-07'),
    correlationId: CORRELATION,
    bindings: { kafka: { key: { type: 'string', description: event.topic.sentence }, ...BINDING } },
    examples: event.examples.map((payload: unknown) => ({ payload })),
  };
}

const CORRELATION = {
  description: 'The same for all that one request brought about · 由同一请求引起的一切相同',
  location: '$message.header#/ce_correlationid',
};

const uuid = (description: string) => ({ type: 'string', format: 'uuid', description });

const HEADERS = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_subject', 'ce_time', 'ce_mode', 'content-type'],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: uuid('Once for each fact: a second message with it is the same one again · 每个事实一个，重复到达时不变'),
    ce_type: { type: 'string', pattern: '^[a-z]+\\.[a-z-]+\\.v\\d+$', description: '<service>.<fact>.v<N>' },
    ce_source: { type: 'string', pattern: '^/fenghuo/[a-z]+$', description: 'The service · 发布的服务' },
    ce_subject: { type: 'string', description: 'The key of the message · 消息的键' },
    ce_time: { type: 'string', format: 'date-time', description: 'When it happened · 发生时间' },
    ce_mode: {
      enum: [...MODES],
      description: 'Whether it is real: never mix them · 实况、演练或测试，不可混用',
    },
    ce_correlationid: { type: 'string', description: CORRELATION.description },
    ce_causationid: uuid('The event that caused it · 引起它的事件'),
    ce_emergencyid: uuid('The emergency it belongs to · 所属灾害过程'),
    'content-type': { const: 'application/json' },
    traceparent: {
      type: 'string',
      pattern: '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$',
      description: 'W3C Trace Context',
    },
  },
};

const TOMBSTONE = {
  name: 'tombstone',
  title: '墓碑：该键已删除。',
  summary: 'Erases the key: the record is gone from the register, and its data from the log.',
  headers: { $ref: '#/components/schemas/headers' },
  payload: { type: 'null' },
  correlationId: CORRELATION,
};
