import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOpeningRules } from './opening-rules.repository';

const DELIVERED = join(__dirname, '../../../../rules/emergency-opening/621000.json');
const delivered = JSON.parse(readFileSync(DELIVERED, 'utf8')) as Record<string, unknown> & { hazards: object[] };

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'fenghuo-rules-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (content: unknown): string => {
  const path = join(folder, 'rules.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const messageOf = (path: string): string => {
  try {
    readOpeningRules(path);
    return 'read';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('rule data of what opens an emergency', () => {
  it('as delivered can be read, and is a draft as long as its source is not confirmed', () => {
    const rules = readOpeningRules(DELIVERED);
    expect([rules.jurisdiction, rules.timeZone, rules.draft]).toEqual(['621000', 'Asia/Shanghai', true]);
    expect(new Set(rules.hazards.map(({ hazard }) => hazard)).size).toBe(rules.hazards.length);
  });

  it.each([
    ['/timeZone', { timeZone: 'Asia/Qingyang' }],
    ['/jurisdiction', { jurisdiction: 'Qingyang' }],
    ['/hazards/0/colours/0', { hazards: [{ ...delivered.hazards[0], colours: ['purple'] }] }],
    ['/hazards/0/name/en', { hazards: [{ ...delivered.hazards[0], name: { 'zh-CN': '暴雨' } }] }],
    ['/closing/deciders', { closing: { deciders: [] } }],
    ['/bbox', { bbox: [106, 35, 108] }],
    ['/effectiveFrom', { effectiveFrom: 'spring' }],
    ['whoever', { whoever: 'wrote this' }],
  ])('with a wrong %s is refused in one line that names file and field', (field, change) => {
    const path = write({ ...delivered, ...change });
    const message = messageOf(path);
    expect(message.split('\n')).toEqual([expect.stringContaining(`rule file ${path}`)]);
    expect(message).toContain(field);
  });

  it('that is no JSON, or not there, is refused in one line that names the file', () => {
    for (const path of [write('{ "id": '), join(folder, 'missing.json')])
      expect(messageOf(path).split('\n')).toEqual([expect.stringContaining(`rule file ${path} cannot be read`)]);
  });

  it.each(['S', 'GK'])('with evidence %s must be marked as a draft', (evidence) => {
    expect(messageOf(write({ ...delivered, evidence, draft: false }))).toContain(
      `evidence ${evidence} must be marked draft`,
    );
    expect(messageOf(write({ ...delivered, evidence, draft: true }))).toBe('read');
  });

  it('with evidence V may be in force without being a draft', () =>
    expect(messageOf(write({ ...delivered, evidence: 'V', draft: false }))).toBe('read'));
});
