import { startRegistryProcess, type RegistryProcess } from '../registry/registry-process';

let registry: RegistryProcess;
let token: string;
beforeAll(async () => {
  registry = await startRegistryProcess();
  token = await registry.token('administrator');
});
afterAll(() => registry.stop());

const GOOD = {
  username: 'li.si',
  displayName: '李四',
  roles: ['messenger'],
  division: '621021',
  password: 'a-long-password-of-mine',
};
const good = JSON.stringify(GOOD);
const withField = (field: string) => `${good.slice(0, -1)},${field}}`;
const count = async (table: string): Promise<number> =>
  Number((await registry.database.query<{ n: string }>(`select count(*) as n from registry.${table}`))[0]!.n);

interface Case {
  body: string;
  status: number;
  code: string;
  pointer?: string;
  headers?: Record<string, string>;
}

const CASES: Record<string, Case> = {
  'a key twice': {
    body: withField('"username":"other"'),
    status: 400,
    code: 'json.duplicate-key',
    pointer: '/username',
  },
  'a key twice, once escaped': {
    body: withField('"\\u0075sername":"other"'),
    status: 400,
    code: 'json.duplicate-key',
    pointer: '/username',
  },
  __proto__: {
    body: withField('"__proto__":{"roles":["administrator"]}'),
    status: 400,
    code: 'json.forbidden-key',
    pointer: '/__proto__',
  },
  'constructor.prototype': {
    body: withField('"constructor":{"prototype":{"x":1}}'),
    status: 400,
    code: 'json.forbidden-key',
    pointer: '/constructor',
  },
  'nesting of 100,000 levels': {
    body: withField(`"x":${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    status: 400,
    code: 'json.too-deep',
  },
  'nesting without end': { body: '{"a":'.repeat(40_000), status: 400, code: 'json.too-deep' },
  '1e400': { body: withField('"x":1e400'), status: 400, code: 'json.number-out-of-range', pointer: '/x' },
  'an integer above 2^53': {
    body: withField('"x":9007199254740993'),
    status: 400,
    code: 'json.number-out-of-range',
    pointer: '/x',
  },
  NaN: { body: withField('"x":NaN'), status: 400, code: 'json.malformed' },
  'a comment': { body: `// c\n${good}`, status: 400, code: 'json.malformed' },
  'a truncated body': { body: good.slice(0, -5), status: 400, code: 'json.malformed' },
  'half a character': {
    body: good.replace('李四', '\\ud83d'),
    status: 400,
    code: 'json.not-a-character',
    pointer: '/displayName',
  },
  NUL: { body: good.replace('李四', 'a\\u0000b'), status: 400, code: 'json.not-a-character', pointer: '/displayName' },
  'an unknown field': { body: withField('"isRoot":true'), status: 400, code: 'request.invalid', pointer: '/isRoot' },
  'a wrong type': {
    body: good.replace('"621021"', '621021'),
    status: 400,
    code: 'request.invalid',
    pointer: '/division',
  },
  'a list instead of an object': { body: `[${good}]`, status: 400, code: 'body.required' },
  null: { body: 'null', status: 400, code: 'body.required' },
  'plain text': { body: good, status: 415, code: 'media-type.unsupported', headers: { 'content-type': 'text/plain' } },
  'a form': {
    body: 'username=a',
    status: 415,
    code: 'media-type.unsupported',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  XML: { body: '<a/>', status: 415, code: 'media-type.unsupported', headers: { 'content-type': 'application/xml' } },
  'a compressed body': {
    body: good,
    status: 415,
    code: 'content-encoding.unsupported',
    headers: { 'content-encoding': 'gzip' },
  },
  'a body of 300 kB': { body: withField(`"x":"${'x'.repeat(300_000)}"`), status: 413, code: 'body.too-large' },
};

describe('B12: bad JSON', () => {
  it.each(Object.entries(CASES))(
    '%s is refused with a problem that names it, without effect, with an audit record',
    async (_, { body, status, code, pointer, headers }) => {
      const accounts = await count('accounts');
      const entries = await count('audit_log');

      const answer = await registry.request('POST', '/api/registry/accounts', { token, body, headers });

      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(answer.json).toMatchObject({
        type: `urn:fenghuo:problem:${code}`,
        status,
        code,
        instance: '/api/registry/accounts',
      });
      expect(answer.json.correlationId).toBe(answer.headers.get('x-correlation-id'));
      if (pointer !== undefined)
        expect(answer.json.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer })]));
      expect(answer.text).not.toMatch(/\.[jt]s:\d+|node_modules|at \w+ \(|a-long-password/);
      expect(await count('accounts')).toBe(accounts);
      expect(await count('audit_log')).toBe(entries + 1);
    },
  );

  it('none of it keeps a good command from being accepted afterwards', async () => {
    expect((await registry.request('POST', '/api/registry/accounts', { token, body: GOOD })).status).toBe(201);
  });
});
