import { isISO8601, Matches, ValidateBy } from 'class-validator';

// ISO 8601 has forms that JavaScript does not read, and times without a zone mean something else on each machine.
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** Whether `value` is an instant that `new Date` reads: a real date, with its zone. */
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' &&
  WITH_ZONE.test(value) &&
  isISO8601(value, { strict: true }) &&
  !Number.isNaN(Date.parse(value));

/** The field is an instant with its zone, for example 2026-07-01T08:00:00Z. */
export const IsInstant = (): PropertyDecorator =>
  ValidateBy({ name: 'isISO8601', validator: { validate: isInstant, defaultMessage: () => 'an instant' } });

/** The field is a division code. */
export const IsDivision = ({ each = false } = {}): PropertyDecorator =>
  Matches(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/, {
    each,
    message: 'a division code, for example 621021｜行政区划代码，例如 621021',
  });
