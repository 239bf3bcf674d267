import { z } from 'zod';

/** Schema parts that several events share. */
export const id = z.uuid().describe('UUID version 7 of a record of ours');
export const instant = z.iso.datetime().describe('Instant in UTC, ISO 8601 with Z');
export const divisionCode = z
  .string()
  .regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/)
  .describe('Administrative division code (GB/T 2260, or the statistics code of a township or village)');
export const localText = z.object({ 'zh-CN': z.string(), en: z.string() }).describe('The text in both languages');
export const colour = z
  .enum(['blue', 'yellow', 'orange', 'red'])
  .describe('Colour of a Chinese warning signal: blue IV, yellow III, orange II, red I');

export const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** An area as events carry it. Nobody inside the exact area lies outside the outline; the exact one stays with alerting. */
export const area = z
  .object({
    bbox: z
      .tuple([z.number(), z.number(), z.number(), z.number()])
      .optional()
      .describe('Bounding box, WGS-84 degrees: west, south, east, north. Absent when the area has no geometry'),
    divisionCodes: z.array(divisionCode).max(5000).describe('Divisions that the message names by code'),
    outline: z
      .array(z.array(position).min(4))
      .describe(
        'Closed rings, GeoJSON order, at most 1,000 vertices together, containing the original. Where a place is taken out, a ring leads to it and back',
      ),
    description: z.string().max(2000).describe('The area in the words of the issuer'),
  })
  .describe('Warned area. No geometry and no code means that a person must draw it, never everywhere');

/** Who did it: an account, or the rule that did it by itself. */
export const actor = z
  .object({
    accountId: id.optional().describe('The account; absent when the system acted by a rule'),
    name: z.string().describe('Name as shown to others on duty, or the id of the rule'),
  })
  .describe('Person or rule that acted');
