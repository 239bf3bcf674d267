import { defineRefusals } from './refusal';

/** Units that are never added to one another: a person moved twice is one person and two person-trips (人次). */
export const UNITS = ['persons', 'person-trips', 'machine-trips', 'households', 'rooms', 'places'] as const;
export type Unit = (typeof UNITS)[number];

/** How sure a figure is: counted, a lower bound ("1,842 多台次" is at-least), or estimated. */
export const QUANTITY_KINDS = ['exact', 'at-least', 'estimate'] as const;
export type QuantityKind = (typeof QUANTITY_KINDS)[number];

export interface Quantity {
  readonly value: number;
  readonly unit: Unit;
  readonly kind: QuantityKind;
}

const refuse = defineRefusals({
  'quantity.units-differ': {
    kind: 'invalid',
    text: { 'zh-CN': '单位不同({left}、{right}),不能相加。', en: 'Units {left} and {right} are never added.' },
  },
});

/** Sum of two figures of one unit. The weaker kind wins: exact < at-least < estimate. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  if (a.unit !== b.unit) refuse('quantity.units-differ', { left: a.unit, right: b.unit });
  const kind = QUANTITY_KINDS[Math.max(QUANTITY_KINDS.indexOf(a.kind), QUANTITY_KINDS.indexOf(b.kind))]!;
  return { value: a.value + b.value, unit: a.unit, kind };
}
