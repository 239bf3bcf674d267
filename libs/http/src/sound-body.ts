import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { getMetadataStorage, ValidationTypes, type ValidationArguments } from 'class-validator';

type Class = new () => object;
type Fields = Record<string, unknown>;

/**
 * Where the value of a field breaks its rules: the path below it, empty for the value itself; undefined where it does not.
 * `object` is what it is a field of.
 */
type FieldCheck = (value: unknown, object: Fields) => string[] | undefined;

interface Plan {
  /** By field; fields that are not named are unknown. */
  fields: ReadonlyMap<string, FieldCheck>;
}

const plans = new WeakMap<Class, Plan | undefined>();

/**
 * A body as an instance of its class, or the path of its first fault; undefined when class-validator has to look. The same
 * rules with the same functions, but collected once for each class: with class-validator itself a sheet costs more than
 * everything else that is done for its request.
 */
export function soundBody(type: Class, body: unknown): { instance: object } | { faultAt: string[] } | undefined {
  const plan = planOf(type);
  if (!plan) return undefined;
  const faultAt = faultIn(plan, body);
  return faultAt ? { faultAt } : { instance: instanceOf(type, body as Fields) };
}

/** Undefined when the class says something that is not understood here. */
function planOf(type: Class): Plan | undefined {
  if (!plans.has(type)) {
    // One that holds itself is left to class-validator.
    plans.set(type, undefined);
    plans.set(type, makePlan(type));
  }
  return plans.get(type);
}

function makePlan(type: Class): Plan | undefined {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  if (rules.length === 0 || isConverted(type)) return undefined;
  const fields = new Map<string, FieldCheck>();
  for (const name of new Set(rules.map(({ propertyName }) => propertyName))) {
    const check = checkOf(
      type,
      name,
      rules.filter(({ propertyName }) => propertyName === name),
    );
    if (!check) return undefined;
    fields.set(name, check);
  }
  return { fields };
}

/** Its fields have other names or values than those of the body. */
function isConverted(type: Class): boolean {
  const conversions = [
    defaultMetadataStorage.getExposedMetadatas(type),
    defaultMetadataStorage.getExcludedMetadatas(type),
  ];
  return conversions.some(({ length }) => length > 0) || Object.values(new type()).some((value) => value !== undefined);
}

type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

function checkOf(type: Class, name: string, rules: Rule[]): FieldCheck | undefined {
  if (defaultMetadataStorage.findTransformMetadatas(type, name, 0).length > 0) return undefined;
  const conditions: ((object: Fields, value: unknown) => boolean)[] = [];
  const checks: FieldCheck[] = [];
  for (const rule of rules) {
    if (rule.groups?.length || rule.validateIf) return undefined;
    switch (rule.type as ValidationTypes) {
      case ValidationTypes.CONDITIONAL_VALIDATION:
        conditions.push(rule.constraints[0] as (typeof conditions)[number]);
        break;
      case ValidationTypes.CUSTOM_VALIDATION: {
        const own = ownChecksOf(type, name, rule);
        if (!own) return undefined;
        checks.push(...own);
        break;
      }
      case ValidationTypes.NESTED_VALIDATION: {
        const nested = nestedCheckOf(type, name, rule.each);
        if (!nested) return undefined;
        checks.push(nested);
        break;
      }
      case ValidationTypes.WHITELIST:
        break;
      default:
        return undefined;
    }
  }
  return (value, object) =>
    conditions.every((condition) => condition(object, value))
      ? firstOf(checks, (check) => check(value, object))
      : undefined;
}

/** The first answer that is one. */
function firstOf<Item, Answer>(items: Iterable<Item>, ask: (item: Item) => Answer | undefined): Answer | undefined {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

function ownChecksOf(type: Class, name: string, rule: Rule): FieldCheck[] | undefined {
  const { constraintCls, constraints, each } = rule;
  const validators = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  if (validators.some((validator) => validator.async)) return undefined;
  return validators.map(({ instance }) => {
    const passes = (value: unknown, object: Fields): boolean => {
      const told: ValidationArguments = { targetName: type.name, property: name, object, value, constraints };
      return instance.validate(value, told) === true;
    };
    return (value, object) => {
      const isGood = each ? Array.isArray(value) && value.every((one) => passes(one, object)) : passes(value, object);
      return isGood ? undefined : [];
    };
  });
}

function nestedCheckOf(type: Class, name: string, isList: boolean): FieldCheck | undefined {
  const nested = nestedTypeOf(type, name);
  const plan = nested && planOf(nested);
  if (!plan) return undefined;
  return (value) => {
    if (value === undefined || value === null) return undefined;
    if (!isList) return faultIn(plan, value);
    if (!Array.isArray(value)) return [];
    return firstOf(value.entries(), ([i, one]) => {
      const below = faultIn(plan, one);
      return below && [String(i), ...below];
    });
  };
}

function nestedTypeOf(type: Class, name: string): Class | undefined {
  return defaultMetadataStorage.findTypeMetadata(type, name)?.typeFunction() as Class | undefined;
}

function faultIn({ fields }: Plan, body: unknown): string[] | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  const object = body as Fields;
  const unknown = Object.keys(object).find((name) => !fields.has(name));
  if (unknown !== undefined) return [unknown];
  return firstOf(fields, ([name, check]) => {
    const below = check(object[name], object);
    return below && [name, ...below];
  });
}

function instanceOf(type: Class, body: Fields): object {
  const instance = new type() as Fields;
  for (const [name, value] of Object.entries(body)) {
    const nested = typeof value === 'object' && value !== null ? nestedTypeOf(type, name) : undefined;
    if (!nested) instance[name] = value;
    else if (Array.isArray(value)) instance[name] = value.map((one) => instanceOf(nested, one as Fields));
    else instance[name] = instanceOf(nested, value as Fields);
  }
  return instance;
}
