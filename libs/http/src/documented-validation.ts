import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';

interface Declared {
  target: unknown;
  propertyName: string;
  type: string;
  name?: string;
  constraints?: unknown[];
  each: boolean;
}

/**
 * Describes every validated class in the API document from its validation, so that what is said and what is checked
 * cannot differ. Lists of objects still need `@ApiProperty({ type: () => [Item] })`: their item type is not kept at run time.
 */
export function describeValidatedClasses(): void {
  const { validationMetadatas } = getMetadataStorage() as unknown as { validationMetadatas: Map<unknown, Declared[]> };
  for (const [target, declared] of validationMetadatas) {
    if (typeof target !== 'function') continue;
    const prototype = target.prototype as object;
    const described = new Set(
      (Reflect.getMetadata('swagger/apiModelPropertiesArray', prototype) as string[] | undefined) ?? [],
    );
    for (const property of new Set(declared.map(({ propertyName }) => propertyName))) {
      if (described.has(`:${property}`)) continue;
      ApiProperty(schemaOf(declared.filter(({ propertyName }) => propertyName === property)))(prototype, property);
    }
  }
}

function schemaOf(declared: Declared[]): ApiPropertyOptions {
  const schema: Record<string, unknown> = {};
  for (const { name, type, constraints = [], each } of declared) {
    const [first, second] = constraints;
    if (type === 'conditionalValidation') schema.required = false;
    if (name === 'isArray' || each) schema.isArray = true;
    Object.assign(schema, KEYWORDS[name ?? '']?.(first, second));
  }
  return schema as ApiPropertyOptions;
}

const KEYWORDS: Record<string, (first: unknown, second: unknown) => object> = {
  isString: () => ({ type: 'string' }),
  isBoolean: () => ({ type: 'boolean' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isISO8601: () => ({ type: 'string', format: 'date-time' }),
  isIn: (values) => ({ enum: values }),
  isEnum: (values) => ({ enum: values }),
  min: (minimum) => ({ minimum }),
  max: (maximum) => ({ maximum }),
  minLength: (minLength) => ({ minLength }),
  maxLength: (maxLength) => ({ maxLength }),
  isLength: (minLength, maxLength) => ({ minLength, maxLength }),
  arrayMinSize: (minItems) => ({ minItems }),
  arrayMaxSize: (maxItems) => ({ maxItems }),
  matches: (pattern) => ({ pattern: pattern instanceof RegExp ? pattern.source : String(pattern) }),
};
