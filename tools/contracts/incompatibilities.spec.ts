import fc from 'fast-check';
import { z } from 'zod';
import { jsonSchemaOf } from './event-schemas';
import { type JsonSchema, incompatibilities } from './incompatibilities';

const released = (schema: JsonSchema) => ({ 'a.happened.v1': { topic: 'a.thing', schema } });
const between = (before: z.ZodType, now: z.ZodType) =>
  incompatibilities(released(jsonSchemaOf(before)), released(jsonSchemaOf(now)));

/** Schemas of the kinds that events are made of. */
const anySchema: fc.Arbitrary<z.ZodType> = fc.letrec<{ schema: z.ZodType; object: z.ZodObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<z.ZodType>(z.string(), z.uuid(), z.boolean(), z.iso.datetime(), z.string().max(9), z.int().min(0)),
    fc.uniqueArray(fc.constantFrom('red', 'orange', 'yellow', 'blue'), { minLength: 2 }).map((names) => z.enum(names)),
    tie('schema').map((inner) => z.array(inner)),
    tie('object'),
  ),
  object: fc
    .dictionary(fc.constantFrom('id', 'at', 'by', 'area', 'description', 'required'), tie('schema'), { minKeys: 1 })
    .chain((shape) =>
      fc
        .subarray(Object.keys(shape))
        .map((optional) =>
          z.object(
            Object.fromEntries(Object.entries(shape).map(([k, v]) => [k, optional.includes(k) ? v.optional() : v])),
          ),
        ),
    ),
})).schema;
const anyObject = anySchema.map((inner) => z.object({ id: z.uuid(), inner, note: z.string().optional() }));

describe('events of today against the released ones', () => {
  it('are compatible when nothing has changed but the words', () => {
    fc.assert(
      fc.property(anyObject, (schema) => {
        expect(between(schema, schema.describe('other words'))).toEqual([]);
      }),
    );
  });

  it('are compatible when an optional field was added, at any depth', () => {
    fc.assert(
      fc.property(anyObject, anyObject, (schema, addition) => {
        const wrap = (inner: z.ZodType) => z.object({ rows: z.array(z.object({ inner })) });
        const more = schema.extend({ added: addition.optional() });

        expect(between(wrap(schema), wrap(more))).toEqual([]);
      }),
    );
  });

  it('are not compatible when a field was removed, became required, is new and required, or may be absent now', () => {
    fc.assert(
      fc.property(anyObject, (schema) => {
        expect(between(schema, schema.omit({ inner: true }))).toEqual(['a.happened.v1.inner is gone']);
        expect(between(schema, schema.extend({ note: z.string() }))).toEqual(['a.happened.v1.note is required now']);
        expect(between(schema, schema.extend({ added: z.string() }))).toEqual(['a.happened.v1.added is required now']);
        expect(between(schema, schema.extend({ id: z.uuid().optional() }))).toEqual([
          'a.happened.v1.id may be absent now',
        ]);
      }),
    );
  });

  it('are not compatible when the shape of a field changed to any other', () => {
    fc.assert(
      fc.property(anySchema, anySchema, (before, now) => {
        fc.pre(JSON.stringify(jsonSchemaOf(z.array(before))) !== JSON.stringify(jsonSchemaOf(z.array(now))));
        const there = between(z.object({ field: z.array(before) }), z.object({ field: z.array(now) }));
        const back = between(z.object({ field: z.array(now) }), z.object({ field: z.array(before) }));

        // An added optional field is seen only from one side, and the order of enum members from neither.
        expect(there.length + back.length > 0 || sameButForOrder(before, now)).toBe(true);
      }),
    );
  });

  it.each([
    ['a lower maximum', z.string().max(9), z.string().max(8)],
    ['a higher minimum', z.int().min(0), z.int().min(1)],
    ['a first maximum', z.string(), z.string().max(8)],
    ['a removed enum member', z.enum(['a', 'b']), z.enum(['a'])],
    ['an added enum member, which older consumers refuse', z.enum(['a']), z.enum(['a', 'b'])],
    ['another type', z.string(), z.number()],
    ['another format', z.uuid(), z.iso.datetime()],
    ['a tuple of other length', z.tuple([z.number(), z.number()]), z.tuple([z.number()])],
    ['another branch of a union', z.union([z.string(), z.int()]), z.union([z.string(), z.boolean()])],
    ['null no longer allowed', z.string().nullable(), z.string()],
  ])('are not compatible with %s', (_, before, now) => {
    expect(between(z.object({ field: before }), z.object({ field: now }))).not.toEqual([]);
  });

  it('are not compatible when an event is gone or travels elsewhere; new events are welcome', () => {
    const before = released(jsonSchemaOf(z.object({})));
    const moved = { 'a.happened.v1': { ...before['a.happened.v1'], topic: 'a.other' } };

    expect(incompatibilities(before, {})).toEqual(['a.happened.v1 is gone']);
    expect(incompatibilities(before, moved)).toEqual(['a.happened.v1 travels on a.other instead of a.thing']);
    expect(incompatibilities({}, before)).toEqual([]);
  });
});

function sameButForOrder(one: z.ZodType, other: z.ZodType): boolean {
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => a.localeCompare(b))
              .map(([key, each]) => [key, sorted(each)]),
          )
        : value;
  return JSON.stringify(sorted(jsonSchemaOf(one))) === JSON.stringify(sorted(jsonSchemaOf(other)));
}
