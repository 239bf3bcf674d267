import { Body, Controller, Get, Module, Patch, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { TestIssuer } from '@libs/testing';
import {
  createHttpApplication,
  EditsVersion,
  ExpectedVersion,
  Lists,
  NoIdempotencyKey,
  Public,
  readHttpConfig,
  Roles,
  Summary,
  Versioned,
  type ListDefinition,
} from '.';

class Report {
  @IsString() @Length(1, 20) name!: string;
  @IsInt() @Min(0) @Max(9) depth!: number;
  @IsOptional() @IsIn(['small', 'large']) size?: string;
  @IsArray() @IsString({ each: true }) places!: string[];
}

const REPORTS: ListDefinition = {
  key: { column: 'id', type: 'uuid' },
  sort: { at: { column: 'at', type: 'timestamptz' } },
  defaultSort: '-at',
  filter: { size: { column: 'size', type: 'text', oneOf: ['small', 'large'] } },
};

@Controller('api/sample/reports')
class ReportController {
  @Get() @Lists(REPORTS) @Summary({ en: 'Reports', 'zh-CN': '报告' }) list() {
    return [];
  }
  @Post() @Roles('duty-officer') add(@Body() body: Report) {
    return body;
  }
  @Get('one') @Versioned() one() {
    return { version: 4 };
  }
  @Patch('one') @EditsVersion() @NoIdempotencyKey() edit(@ExpectedVersion() version: number) {
    return { version: version + 1 };
  }
}

@Controller('api/open')
@Public()
class OpenController {
  @Get() open() {
    return {};
  }
}

@Module({ controllers: [ReportController, OpenController] })
class SampleModule {}

let app: NestFastifyApplication;
let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await TestIssuer.start();
  app = await createHttpApplication(SampleModule, { config: readHttpConfig({}), issuer, logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app.close());

type Operation = {
  summary?: string;
  security?: unknown;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  responses: Record<string, unknown>;
};
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { required?: string[]; properties: Record<string, object> }> };
}

describe('the API document', () => {
  let document: Document;
  beforeAll(async () => {
    document = (await app.inject({ url: '/api/openapi.json' })).json();
  });
  const operation = (method: string, path: string): Operation => document.paths[path]![method]!;
  const parameters = (of: Operation) => (of.parameters ?? []).map(({ name }) => name);

  it('is OpenAPI 3.1 and names every route', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/sample/reports', '/api/sample/reports/one', '/api/open']),
    );
  });

  it('says of each operation who may use it, and that it may answer with a problem', () => {
    expect(operation('post', '/api/sample/reports')).toMatchObject({
      security: [{ bearer: [] }, { cookie: [] }],
      description: 'Roles · 角色: duty-officer',
      responses: { default: { $ref: '#/components/responses/Problem' } },
    });
    expect(operation('get', '/api/open').security).toBeUndefined();
    expect(document.components.schemas.Problem!.required).toContain('correlationId');
    expect(JSON.stringify(document)).not.toContain('x-fenghuo');
  });

  it('asks for an idempotency key on every command but those that have their own identity', () => {
    expect(parameters(operation('post', '/api/sample/reports'))).toContain('Idempotency-Key');
    expect(parameters(operation('patch', '/api/sample/reports/one'))).toEqual(['If-Match']);
    expect(parameters(operation('get', '/api/sample/reports/one'))).toEqual([]);
  });

  it('describes a list by what may be asked of it, and a summary in both languages', () => {
    const list = operation('get', '/api/sample/reports');

    expect(list.summary).toBe('Reports · 报告');
    expect(parameters(list)).toEqual(['limit', 'cursor', 'sort', 'filter[size]']);
  });

  it('describes a body by its validation', () => {
    expect(document.components.schemas.Report).toMatchObject({
      required: ['name', 'depth', 'places'],
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 20 },
        depth: { type: 'integer', minimum: 0, maximum: 9 },
        size: { type: 'string', enum: ['small', 'large'] },
        places: { type: 'array', items: { type: 'string' } },
      },
    });
  });
});

describe('the page to try the API', () => {
  it('and all that it needs come from this process', async () => {
    const page = await app.inject({ url: '/api/docs' });
    expect(page.headers['content-type']).toContain('text/html');

    for (const [, address] of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(address).toMatch(/^\/api\/docs\//);
      expect((await app.inject({ url: address! })).statusCode).toBe(200);
    }
    expect(page.body).not.toMatch(/<script(?![^>]*src=)/);
  });
});

describe('the version of a record', () => {
  it('is its ETag, and comes back as If-Match', async () => {
    const headers = { authorization: `Bearer ${await issuer.token({ roles: ['auditor'] })}` };
    const read = await app.inject({ url: '/api/sample/reports/one', headers });
    expect(read.headers.etag).toBe('"4"');

    const edited = await app.inject({
      method: 'PATCH',
      url: '/api/sample/reports/one',
      headers: { ...headers, 'if-match': read.headers.etag },
    });
    expect([edited.statusCode, edited.headers.etag]).toEqual([200, '"5"']);

    expect((await app.inject({ method: 'PATCH', url: '/api/sample/reports/one', headers })).statusCode).toBe(428);
  });
});
