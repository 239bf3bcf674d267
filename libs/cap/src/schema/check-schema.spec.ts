import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANY_URI } from './any-uri';
import { schemaFindings } from './check-schema';
import { DATE_TIME, DECIMAL, INTEGER, LANGUAGE, OFFSET_TIME, type SimpleType } from './simple-types';

const NAMESPACE = 'urn:oasis:names:tc:emergency:cap:1.2';
const HEAD =
  '<identifier>1</identifier><sender>s</sender><sent>2026-07-10T19:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>';
const INFO =
  '<category>Met</category><event>Rain</event><urgency>Future</urgency><severity>Minor</severity><certainty>Likely</certainty>';

const alert = (inner: string, attributes = '') => `<alert xmlns="${NAMESPACE}"${attributes}>${inner}</alert>`;
const said = (text: string) => schemaFindings(Buffer.from(text)).map(({ code, path }) => `${code} ${path}`);
const sample = (name: string) => readFileSync(join(__dirname, `../../samples/${name}.xml`));

describe('what the OASIS schema says', () => {
  it.each(['rainstorm-red-qingcheng', 'rainstorm-cancel-qingcheng', 'gale-cap-1-1'])('%s is valid', (name) => {
    expect(schemaFindings(sample(name))).toEqual([]);
  });

  it.each([
    ['a missing element', alert(HEAD.replace('<scope>Public</scope>', '')), 'schema.element-missing /alert'],
    ['another order', alert(`<sender>s</sender>${HEAD}`), 'schema.element-unexpected /alert/sender[1]'],
    ['a repeated singleton', alert(`${HEAD}<note/><note/>`), 'schema.element-unexpected /alert/note[2]'],
    ['an invented element', alert(`${HEAD}<reference/>`), 'schema.element-unexpected /alert/reference[1]'],
    ['a word that is not in the list', alert(HEAD.replace('Actual', 'Live')), 'schema.value-invalid /alert/status[1]'],
    ['white space around a word', alert(HEAD.replace('Actual', ' Actual')), 'schema.value-invalid /alert/status[1]'],
    ['an attribute', alert(HEAD, ' lang="en"'), 'schema.attribute-unexpected /alert'],
    ['text between elements', alert(`${HEAD}x`), 'schema.text-unexpected /alert'],
    ['a blank CDATA section between elements', alert(`${HEAD}<![CDATA[ ]]>`), 'schema.text-unexpected /alert'],
    ['an element in a text', alert(HEAD.replace('>s<', '>s<b/><')), 'schema.element-unexpected /alert/sender[1]/b'],
    ['another root', '<alerts/>', 'schema.root-unknown /'],
    ['broken XML', '<alert>', 'xml.malformed /'],
  ])('%s is a finding', (_, text, finding) => {
    expect(said(text)).toEqual([finding]);
  });

  it('allows what the schema allows: references to schemas, signatures, an empty language', () => {
    const instance = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"';
    const signature = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><any/></Signature>';
    expect(said(alert(`${HEAD}<info><language/>${INFO}</info>${signature}${signature}`, instance))).toEqual([]);
    expect(said(alert(`${HEAD}${signature}<info>${INFO}</info>`))).toEqual([
      'schema.element-unexpected /alert/info[1]',
    ]);
  });

  it('holds each version to its own words', () => {
    const of = (namespace: string) =>
      said(alert(`${HEAD}<info>${INFO.replace('Likely', 'Very Likely')}</info>`).replace(NAMESPACE, namespace));
    expect(of(NAMESPACE)).toEqual(['schema.value-invalid /alert/info[1]/certainty[1]']);
    expect(of('http://www.incident.com/cap/1.0')).toEqual([]);
  });

  const types: [SimpleType, string[], string[]][] = [
    [
      OFFSET_TIME,
      ['2024-02-29T24:00:00-00:00', '2026-07-10T23:59:59+14:00'],
      [
        '2026-02-29T00:00:00+00:00',
        '2026-07-10T12:00:00Z',
        '2026-07-10T12:00:00.5+08:00',
        '2026-07-10T12:00:60+08:00',
        '2026-07-10T12:00:00+14:01',
        '2026-07-10T12:00:00,08:00',
      ],
    ],
    [
      DATE_TIME,
      ['-0044-03-15T00:00:00Z', '12026-01-01T00:00:00.25'],
      ['0000-01-01T00:00:00', '02026-01-01T00:00:00', '2026-01-01T24:00:01'],
    ],
    [LANGUAGE, ['zh-CN', 'x', 'romanian'], ['zh_CN', '-en', 'e1', 'a-verylongsubtag']],
    [INTEGER, ['+12', '000', '-1'], ['', '1.0', '1e3', '１']],
    [DECIMAL, ['.5', '1.', '-0'], ['.', '1e3', 'NaN', '+']],
    [
      ANY_URI,
      ['', 'a/b:c', '#x', 'http://[::1]/', 'http://a b/中', 'mailto:a@b', 'x^y`{|}'],
      ['a%zz', '1:2', '##', 'a[b]', 'http://x:y/'],
    ],
  ];
  it.each(types)('$name', (type, good, bad) => {
    expect(good.filter((text) => !type.accepts(text))).toEqual([]);
    expect(bad.filter((text) => type.accepts(text))).toEqual([]);
  });
});
