import { z } from 'zod';
import { defineEvent, defineTopic, type EventDefinition, type Topic } from '@libs/events';

/** One measurement of a span. Per span `n` counts from 1, in the order of the commits. */
export interface Measured {
  span: string;
  n: number;
}

/** The public facts of an invented service `bridge`, under topics of one test's own. */
export interface BridgeEvents {
  SpanMeasured: EventDefinition<Measured>;
  LoadLimited: EventDefinition<Measured>;
  RoadClosed: EventDefinition<Measured>;
  /** Master data: the latest per span counts, and a tombstone erases it. */
  SpanNamed: EventDefinition<{ span: string; name: string }>;
  topics: Topic[];
}

const measured = z.object({ span: z.string(), n: z.number() });
const sentence = { 'zh-CN': '桥跨已测。', en: 'A span was measured.' };

/** @param run unique part of the topics' names. @param partitions of each topic. */
export function bridgeEvents(run: string, partitions: number): BridgeEvents {
  const topic = (name: string, retention: Topic['retention'] = 'facts'): Topic =>
    defineTopic({ name: `bridge-${run}.${name}`, partitions, retention, sentence: 'The key is the span.' });
  const fact = (type: string, of: Topic): EventDefinition<Measured> =>
    defineEvent({ type, topic: of, key: ({ span }) => span, schema: measured, sentence, examples: [] });
  const topics = {
    span: topic('span'),
    limit: topic('limit'),
    road: topic('road'),
    name: topic('name', 'master-data'),
  };
  return {
    SpanMeasured: fact('bridge.span-measured.v1', topics.span),
    LoadLimited: fact('bridge.load-limited.v1', topics.limit),
    RoadClosed: fact('bridge.road-closed.v1', topics.road),
    SpanNamed: defineEvent({
      type: 'bridge.span-named.v1',
      topic: topics.name,
      key: ({ span }) => span,
      schema: z.object({ span: z.string(), name: z.string() }),
      sentence,
      examples: [],
    }),
    topics: Object.values(topics),
  };
}
