import fc from 'fast-check';
import { parseJsonBody, pointerOf } from './json-body';
import { HttpProblem } from './problem';

const read = (source: string) => parseJsonBody(Buffer.from(source));

function refusalOf(source: string | Buffer): { code: string; pointer?: string; facts?: unknown } {
  try {
    parseJsonBody(typeof source === 'string' ? Buffer.from(source) : source);
  } catch (error) {
    if (error instanceof HttpProblem)
      return { code: error.code, pointer: error.more.errors?.[0]?.pointer, facts: error.more.facts };
    throw error;
  }
  throw new Error(`accepted: ${source}`);
}

describe('reading a JSON body', () => {
  it('gives what JSON.parse gives, or refuses', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (given) => {
        const source = JSON.stringify(given);
        let value: unknown;
        try {
          value = read(source);
        } catch (error) {
          expect(error).toBeInstanceOf(HttpProblem);
          return;
        }
        expect(value).toEqual(JSON.parse(source));
      }),
    );
  });

  it('finds a key that occurs twice wherever it stands', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.string({ maxLength: 8 }), (depth, text) => {
        const twice = `{"a":${JSON.stringify(text)},"b":{"c":"\\":"},"a":1}`;
        expect(refusalOf(`${'{"x":'.repeat(depth)}${twice}${'}'.repeat(depth)}`)).toEqual(
          expect.objectContaining({ code: 'json.duplicate-key', pointer: `${'/x'.repeat(depth)}/a` }),
        );
      }),
    );
  });

  it('takes an empty body for none', () => {
    expect(read('')).toBeUndefined();
  });

  it.each([
    ['a key twice', '{"a":{"b":1,"c":2,"b":3}}', 'json.duplicate-key', '/a/b'],
    ['a key twice, once written with escapes', '{"a":1,"\\u0061":2}', 'json.duplicate-key', '/a'],
    ['__proto__', '{"x":[{"__proto__":{"admin":true}}]}', 'json.forbidden-key', '/x/0/__proto__'],
    ['__proto__ written with escapes', '{"\\u005f_proto__":1}', 'json.forbidden-key', '/__proto__'],
    ['constructor', '{"constructor":{"prototype":{}}}', 'json.forbidden-key', '/constructor'],
    ['1e400', '{"n":1e400}', 'json.number-out-of-range', '/n'],
    ['-1e400 in a list', '{"n":[0,-1e400]}', 'json.number-out-of-range', '/n/1'],
    ['an integer above 2^53', '{"n":9007199254740993}', 'json.number-out-of-range', '/n'],
    ['an integer above 2^53 written with an exponent', '{"n":1e17}', 'json.number-out-of-range', '/n'],
    ['a number that would become zero', '{"n":1e-400}', 'json.number-out-of-range', '/n'],
    ['a lone surrogate', '{"s":"\\ud800"}', 'json.not-a-character', '/s'],
    ['NUL', '{"s":"a\\u0000b"}', 'json.not-a-character', '/s'],
  ])('refuses %s and names the field', (_, source, code, pointer) => {
    expect(refusalOf(source)).toMatchObject({ code, pointer });
  });

  it.each(['{"n":0}', '{"n":0e400}', '{"n":0.000}', '{"n":9007199254740991}', '{"n":-0.5e-3}'])(
    'accepts the number in %s',
    (source) => {
      expect(read(source)).toEqual(JSON.parse(source));
    },
  );

  it('refuses nesting deeper than 32 levels, however deep, well-formed or not', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(read(nested(32))).toBeDefined();
    expect(refusalOf(nested(33)).code).toBe('json.too-deep');
    expect(refusalOf(nested(120_000)).code).toBe('json.too-deep');
    expect(refusalOf('{"a":'.repeat(50_000)).code).toBe('json.too-deep');
  });

  it.each(['{"a":1', '{a:1}', "{'a':1}", '{"a":1,}', '{"a":1}x', '// c\n{}', '{"a":NaN}', '{"a":01}', 'nul'])(
    'refuses %s as malformed',
    (source) => {
      expect(refusalOf(source).code).toBe('json.malformed');
    },
  );

  it('says at which line and column the reader stumbled', () => {
    expect(refusalOf('{\n  "a": ,\n}').facts).toEqual({ line: 2, column: 8 });
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(refusalOf(Buffer.from([0x22, 0xc3, 0x28, 0x22])).code).toBe('json.not-utf8');
    expect(refusalOf(Buffer.from('{"a":1}', 'utf16le')).code).toBe('json.malformed');
  });
});

describe('a JSON pointer', () => {
  it('escapes ~ and /', () => {
    expect(pointerOf(['a/b', 0, 'c~d'])).toBe('/a~1b/0/c~0d');
  });
});
