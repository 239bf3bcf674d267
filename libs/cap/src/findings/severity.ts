/**
 * How much a finding weighs: `info` and `warning` leave the message usable, `hold` needs a person,
 * `reject` means that nothing in it may be trusted.
 */
export type Severity = 'info' | 'warning' | 'hold' | 'reject';

/** Severity and wording of one code: [severity, Chinese, English]. */
export type CatalogueEntry = readonly [Severity, string, string];
