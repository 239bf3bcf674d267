import { answerOf, lineOf } from './hand-in';

describe('a line of npm run corpus', () => {
  it('says verdict, status, file and the gravest finding', () => {
    const answer = answerOf(202, {
      verdict: 'held',
      findings: [{ code: 'cap.status-missing', path: '/alert/status' }],
    });
    expect(lineOf('a/b.xml', answer)).toBe('held                   202  a/b.xml  cap.status-missing /alert/status');
  });

  it('reads the verdict out of a problem', () => {
    expect(answerOf(422, { code: 'message.rejected', verdict: 'rejected', findings: [] })).toEqual({
      status: 422,
      verdict: 'rejected',
      finding: '',
    });
    expect(answerOf(409, { code: 'message.conflict', verdict: 'accepted' }).verdict).toBe('accepted');
    expect(answerOf(413, { code: 'body.too-large' }).verdict).toBe('body.too-large');
    expect(answerOf(502, {}).verdict).toBe('no answer');
  });
});
