import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeValidatedClasses } from './documented-validation';
import { PROBLEMS } from './problem-catalogue';

type Operation = Record<string, unknown> & { parameters?: unknown[]; responses?: Record<string, unknown> };

const COMMANDS = new Set(['post', 'put', 'patch', 'delete']);
const METHODS = new Set([...COMMANDS, 'get', 'head', 'options']);

/** Stands in the try-it page's field; the page sends a new key instead of it. */
export const NEW_KEY = 'a-new-key-for-each-command';

/** OpenAPI 3.1 of all controllers of the process, with what holds for every operation added once, here. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  describeValidatedClasses();
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Fenghuo 烽火')
    .setDescription('From a weather warning to every household accounted for · 从气象预警到每一户转移到位')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .addCookieAuth('fenghuo_session', { type: 'apiKey', in: 'cookie' }, 'cookie')
    .build();
  const document = SwaggerModule.createDocument(app, base);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (METHODS.has(method)) complete(method, path, operation as Operation);
    }
  }
  const components = (document.components ??= {});
  components.schemas = { ...components.schemas, Problem: PROBLEM_SCHEMA };
  components.responses = { ...components.responses, Problem: PROBLEM_RESPONSE };
  return document;
}

function complete(method: string, path: string, operation: Operation): void {
  operation.operationId = operationId(method, path);
  const marked = (name: string): unknown => {
    const value = operation[`x-fenghuo-${name}`];
    delete operation[`x-fenghuo-${name}`];
    return value;
  };
  if (!marked('public')) operation.security = [{ bearer: [] }, { cookie: [] }];
  const roles = marked('roles') as string[] | undefined;
  if (roles)
    operation.description = [operation.description, `Roles · 角色: ${roles.join(', ')}`].filter(Boolean).join('\n\n');
  const withoutKey = marked('no-idempotency-key');
  if (COMMANDS.has(method) && !withoutKey) operation.parameters = [...(operation.parameters ?? []), KEY_PARAMETER];
  operation.responses = { ...operation.responses, default: { $ref: '#/components/responses/Problem' } };
}

/** `post /api/alerting/messages/{id}/release` → `postAlertingMessagesIdRelease`: the same in whatever process it is served. */
function operationId(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word && word !== 'api');
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

const KEY_PARAMETER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'New for each command, the same when it is sent again · 新命令用新值，重发时用原值',
  schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[!-~]+$' },
  example: NEW_KEY,
};

const text = { type: 'string' } as const;

const PROBLEM_SCHEMA = {
  type: 'object' as const,
  description:
    'RFC 9457. Decide by `code`; the texts are for people, in the language of Accept-Language (zh-CN or en).',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance', 'correlationId'],
  properties: {
    type: { ...text, examples: ['urn:fenghuo:problem:request.invalid'] },
    title: text,
    status: { type: 'integer' as const },
    detail: text,
    code: { ...text, description: `A code of the business, or one of ${Object.keys(PROBLEMS).join(', ')}` },
    instance: { ...text, description: 'Path of the request' },
    correlationId: text,
    facts: {
      type: 'object' as const,
      description: 'What was found and what would be accepted',
      additionalProperties: true,
    },
    errors: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        required: ['code', 'accepted', 'detail'],
        properties: {
          pointer: { ...text, description: 'JSON pointer into the body' },
          parameter: text,
          header: text,
          code: text,
          found: {},
          accepted: text,
          detail: text,
        },
      },
    },
  },
};

const PROBLEM_RESPONSE = {
  description: 'Refused, or failed · 被拒绝或失败',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
