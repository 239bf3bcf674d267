import { DomainRefusal } from '@libs/kernel';
import { HttpProblem } from './problem';
import { readIfMatch, requireVersion } from './version';

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof HttpProblem || error instanceof DomainRefusal) return error.code;
    throw error;
  }
};

describe('an edit guarded by the version of the record', () => {
  it('reads the version from the ETag that the client sends back', () => {
    expect(readIfMatch('"12"')).toBe(12);
    expect(readIfMatch(' "0" ')).toBe(0);
  });

  it.each([undefined, '', '*'])('is refused without one: %j', (header) => {
    expect(codeOf(() => readIfMatch(header))).toBe('precondition.required');
  });

  it.each(['12', 'W/"12"', '"a"', '"1", "2"', '"1e3"', `"${'9'.repeat(20)}"`])(
    'is refused when it is not an ETag of ours: %s',
    (header) => {
      expect(codeOf(() => readIfMatch(header))).toBe('request.invalid');
    },
  );

  it('is refused when the record has changed in the meantime', () => {
    expect(codeOf(() => requireVersion(3, 3))).toBeUndefined();
    expect(codeOf(() => requireVersion(4, 3))).toBe('record.changed');
  });
});
