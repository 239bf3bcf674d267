import { z } from 'zod';
import { defineEvent, fromWire, MalformedEvent, toWire, versionsOf } from './define-event';
import { defineTopic } from './define-topic';

const topic = defineTopic({ name: 'bridge.span', partitions: 1, retention: 'facts', sentence: 'Spans.' });
const sentence = { 'zh-CN': '桥已测。', en: 'A span was measured.' };
const SpanMeasuredV1 = defineEvent({
  type: 'bridge.span-measured.v1',
  topic,
  key: (data) => data.span,
  sentence,
  schema: z.object({ span: z.string(), at: z.object({ metres: z.number() }) }),
  examples: [{ span: '一号', at: { metres: 3 } }],
});
const SpanMeasuredV2 = defineEvent({
  type: 'bridge.span-measured.v2',
  topic,
  key: (data) => data.span,
  sentence,
  schema: z.object({ span: z.string(), centimetres: z.number() }),
  examples: [{ span: '一号', centimetres: 300 }],
  lift: { from: SpanMeasuredV1, to: (old) => ({ span: old.span, centimetres: old.at.metres * 100 }) },
});

describe('events on the wire', () => {
  it('writing refuses a field that the schema does not know, at any depth', () => {
    const unknown = { span: 'a', at: { metres: 1, feet: 3 } } as { span: string; at: { metres: number } };
    expect(() => toWire(SpanMeasuredV1, unknown)).toThrow(MalformedEvent);
  });

  it('reading drops fields that are not known here, at any depth', () => {
    const data = { span: 'a', at: { metres: 1, feet: 3 }, colour: 'red' };
    expect(fromWire(SpanMeasuredV1, SpanMeasuredV1.type, data)).toEqual({ span: 'a', at: { metres: 1 } });
  });

  it('an older version is lifted, a newer one is malformed', () => {
    expect(fromWire(SpanMeasuredV2, SpanMeasuredV1.type, { span: 'a', at: { metres: 2 } })).toEqual({
      span: 'a',
      centimetres: 200,
    });
    expect(() => fromWire(SpanMeasuredV1, SpanMeasuredV2.type, { span: 'a', centimetres: 1 })).toThrow(MalformedEvent);
    expect(versionsOf(SpanMeasuredV2)).toEqual(['bridge.span-measured.v2', 'bridge.span-measured.v1']);
  });

  it('an optional field without a value is simply absent on the wire', () => {
    const Optional = defineEvent({
      type: 'bridge.span-named.v1',
      topic,
      key: () => 'k',
      sentence,
      schema: z.object({ name: z.string().optional() }),
      examples: [{}],
    });
    expect(toWire(Optional, { name: undefined })).toBe('{}');
  });
});
