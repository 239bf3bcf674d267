import { Injectable, ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { acceptedBy } from './accepted-values';
import { pointerOf } from './json-body';
import { HttpProblem, type RequestFault } from './problem';
import { soundBody } from './sound-body';

class UnacceptableFields extends Error {
  constructor(readonly errors: ValidationError[]) {
    super('unacceptable fields');
  }
}

/**
 * Validates bodies, queries and path parameters with class-validator: unknown fields are refused, every fault names its
 * field, what was found and what would be accepted. Throws HttpProblem `request.invalid` or `body.required`.
 */
@Injectable()
export class RequestValidation extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      validationError: { target: true, value: true },
      exceptionFactory: (errors) => new UnacceptableFields(errors),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const isBodyOfOurs = metadata.type === 'body' && metadata.metatype && this.toValidate(metadata);
    if (isBodyOfOurs && (typeof value !== 'object' || value === null || Array.isArray(value)))
      throw new HttpProblem('body.required');
    const found = isBodyOfOurs ? soundBody(metadata.metatype as new () => object, value) : undefined;
    if (found && 'instance' in found) return found.instance;
    try {
      const accepted: unknown = await super.transform(value, metadata);
      // class-validator takes an empty array for an object.
      if (found) throw notAnObject(found.faultAt);
      return accepted;
    } catch (error) {
      if (error instanceof UnacceptableFields) throw invalid(error.errors, metadata);
      throw error;
    }
  }
}

const notAnObject = (path: string[]): HttpProblem =>
  new HttpProblem('request.invalid', {
    facts: { count: 1 },
    errors: [
      { pointer: pointerOf(path), code: 'field.not-acceptable', accepted: { en: 'an object', 'zh-CN': '一个对象' } },
    ],
  });

function invalid(errors: ValidationError[], { type }: ArgumentMetadata): HttpProblem {
  const faults = errors.flatMap((error) => faultsOf(error, []));
  const placed = faults.map(({ path, ...fault }) =>
    type === 'body' ? { pointer: pointerOf(path), ...fault } : { parameter: path.join('.'), ...fault },
  );
  return new HttpProblem('request.invalid', { facts: { count: placed.length }, errors: placed.slice(0, 50) });
}

type Fault = Omit<RequestFault, 'pointer' | 'parameter' | 'header'> & { path: string[] };

function faultsOf(error: ValidationError, above: string[]): Fault[] {
  const path = [...above, error.property];
  const below = (error.children ?? []).flatMap((child) => faultsOf(child, path));
  const constraints = Object.entries(error.constraints ?? {});
  if (constraints.length === 0) return below;
  const accepted = constraints.map(([constraint, message]) =>
    constraint === 'whitelistValidation'
      ? oneOfFields(error.target)
      : acceptedBy(constraint, valuesOf(error, constraint), message),
  );
  const own: Fault = {
    path,
    code: codeOf(
      constraints.map(([constraint]) => constraint),
      error.value,
    ),
    accepted: {
      en: accepted.map(({ en }) => en).join('; '),
      'zh-CN': accepted.map((text) => text['zh-CN']).join('；'),
    },
  };
  const found = shown(error.property, error.value);
  if (found !== undefined) own.found = found;
  return [own, ...below];
}

const codeOf = (constraints: string[], value: unknown): string => {
  if (constraints.includes('whitelistValidation')) return 'field.unknown';
  return value === undefined || value === null ? 'field.required' : 'field.not-acceptable';
};

/** The arguments the constraint was declared with, for example `[1, 200]` of `@Length(1, 200)`. */
function valuesOf(error: ValidationError, constraint: string): unknown[] {
  const target = error.target?.constructor;
  if (!target) return [];
  const declared = getMetadataStorage()
    .getTargetValidationMetadatas(target, '', false, false)
    .find(
      ({ propertyName, name, type }) => propertyName === error.property && (name === constraint || type === constraint),
    );
  return (declared?.constraints as unknown[] | undefined) ?? [];
}

function oneOfFields(target: object | undefined) {
  const declared = target
    ? getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false)
    : [];
  const names = [...new Set(declared.map(({ propertyName }) => propertyName))].sort().join(', ');
  return { en: `no such field; known: ${names || 'none'}`, 'zh-CN': `没有该字段；可用字段：${names || '无'}` };
}

const SECRET = /password|token|secret|credential/i;
const LONGEST_SHOWN = 100;

/** What was found, short enough for an answer; nothing of a secret. */
function shown(property: string, value: unknown): unknown {
  if (value === undefined || SECRET.test(property)) return undefined;
  if (typeof value === 'string') return value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? `[${value.length}]` : '{…}';
  return value;
}
