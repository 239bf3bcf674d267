/**
 * An administrative division code: GB/T 2260 (6 digits: province, prefecture, county) or the statistics code of a
 * township or village (9 or 12 digits). Other countries' codes may be used as long as containment is by prefix.
 */
export type DivisionCode = string;

const LEVELS = [2, 4, 6, 9, 12] as const;
const FORM = /^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/;

export const isDivisionCode = (text: unknown): text is DivisionCode => typeof text === 'string' && FORM.test(text);

/**
 * The digits that say something: `621000` → `6210`, `621021000000` → `621021`, `620000` → `62`.
 * Codes are cut only at level borders (2, 4, 6, 9, 12), so `621020` stays a county.
 */
export function significantPrefix(code: DivisionCode): string {
  let prefix: string = code;
  for (let i = LEVELS.length - 1; i > 0; i--) {
    const length = LEVELS[i]!;
    const parent = LEVELS[i - 1]!;
    if (prefix.length === length && /^0+$/.test(prefix.slice(parent))) prefix = prefix.slice(0, parent);
  }
  return prefix;
}

/** Whether `outer` is `inner` or lies above it. Never by name: 71 village names in Qingyang alone occur twice. */
export const containsDivision = (outer: DivisionCode, inner: DivisionCode): boolean =>
  significantPrefix(inner).startsWith(significantPrefix(outer));

/** Whether one of the two contains the other. */
export const divisionsOverlap = (a: DivisionCode, b: DivisionCode): boolean =>
  containsDivision(a, b) || containsDivision(b, a);
