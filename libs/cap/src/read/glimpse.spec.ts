import { judge } from '../judge/judge';

const NOW = new Date('2026-07-10T12:00:00Z');
const NAMESPACE = 'urn:oasis:names:tc:emergency:cap:1.2';
const COMPLETE =
  '<identifier>ID-1</identifier><sender>met@example</sender><sent>2026-07-10T19:00:00+08:00</sent>' +
  '<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>';
const withoutStatus = COMPLETE.replace('<status>Actual</status>', '');
const info = (inner: string) => `<info>${inner}</info>`;
const alertOf = (inner: string, namespace = NAMESPACE) => `<alert xmlns="${namespace}">${inner}</alert>`;
const judged = (text: string) => judge(Buffer.from(text), { now: NOW });

describe('a held alert that could not be read as a message', () => {
  it.each([
    [
      'says which one it is',
      alertOf(withoutStatus + info('<event>Rain</event><headline>Heavy rain</headline>')),
      { identifier: 'ID-1', sender: 'met@example', headline: 'Heavy rain' },
    ],
    [
      'by its event where it has no headline',
      alertOf(withoutStatus + info('<headline> </headline>') + info('<event>Rain</event>')),
      { identifier: 'ID-1', sender: 'met@example', headline: 'Rain' },
    ],
    ['by what there is', alertOf('<sender>met@example</sender>'), { sender: 'met@example' }],
    ['by nothing, where there is nothing', alertOf('<status>Actual</status>'), {}],
    [
      'by the code of its office, in China’s profile',
      alertOf('<senderCode>62102100000000</senderCode>', 'http://com.icss.amp'),
      { sender: '62102100000000' },
    ],
    [
      'without markup, line ends and what turns the direction of a text',
      alertOf(withoutStatus + info('<headline>\u202eHeavy\n &lt;b&gt;rain&lt;/b&gt;</headline>')),
      { identifier: 'ID-1', sender: 'met@example', headline: 'Heavy rain' },
    ],
    [
      'at most 500 characters long',
      alertOf(`<identifier>${'x'.repeat(501)}</identifier>`),
      { identifier: `${'x'.repeat(500)}…` },
    ],
  ])('%s', (_, text, glimpse) => {
    const judgement = judged(text);
    expect(judgement.verdict).toBe('held');
    expect(judgement.message).toBeUndefined();
    expect(judgement.glimpse).toEqual(glimpse);
  });

  it('does so inside a list as well', () => {
    expect(judged(`<alerts>${alertOf(withoutStatus)}</alerts>`).alerts).toMatchObject([
      { verdict: 'held', glimpse: { identifier: 'ID-1', sender: 'met@example' } },
    ]);
  });

  it('is not glimpsed at where there is a message, or where it is rejected', () => {
    expect(judged(alertOf(COMPLETE))).not.toHaveProperty('glimpse');
    expect(judged(alertOf('<identifier>{{id}}</identifier>'))).toMatchObject({ verdict: 'rejected' });
    expect(judged(alertOf('<identifier>{{id}}</identifier>'))).not.toHaveProperty('glimpse');
  });
});
