import { eventCatalogue } from '@libs/events';
import { z } from 'zod';
import type { JsonSchema, ReleasedEvents } from './incompatibilities';

/**
 * What the events of today look like to others, by type. As a reader may take it (`io: 'input'`): the other form would
 * forbid unknown fields, and consumers in other languages would refuse harmless additions.
 */
export function eventSchemas(): ReleasedEvents {
  return Object.fromEntries(
    eventCatalogue.map((event) => [event.type, { topic: event.topic.name, schema: jsonSchemaOf(event.schema) }]),
  );
}

/** @param target the dialect: AsyncAPI knows draft 7 only. */
export function jsonSchemaOf(schema: z.ZodType, target: 'draft-2020-12' | 'draft-07' = 'draft-2020-12'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target,
    io: 'input',
    // A named format says enough; the pattern behind it changes with the library.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format) delete jsonSchema.pattern;
    },
  });
  return rest as JsonSchema;
}
