import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { highestCrossed } from '../domain/thresholds';
import { readResponsePlan, readResponsePlans } from './response-plan.repository';

const FOLDER = join(__dirname, '../../../../rules/response-plans');
const relief = join(FOLDER, '621000-relief-demonstration.json');
const delivered = JSON.parse(readFileSync(relief, 'utf8')) as Record<string, unknown> & {
  rows: Record<string, unknown>[];
  authority: Record<string, unknown>;
};

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'fenghuo-plans-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (content: unknown): string => {
  const path = join(folder, 'plan.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const messageOf = (act: () => unknown): string => {
  try {
    act();
    return 'read';
  } catch (error) {
    return (error as Error).message;
  }
};
const row = (change: object) => ({ rows: [{ ...delivered.rows[0], ...change }] });
const when = (change: object) => row({ when: [{ ...(delivered.rows[0]!.when as object[])[0], ...change }] });

describe('rule data of response plans', () => {
  it('as delivered can be read, and what is not read in its source is a draft', () => {
    const plans = readResponsePlans(FOLDER);
    expect(plans.map(({ id, draft }) => [id, draft])).toEqual([
      ['drought-demonstration', true],
      ['relief-demonstration', true],
      ['national-relief-2024', false],
    ]);
    const national = plans[2]!;
    expect(national.rows.filter((one) => !one.draft).map(({ level, evidence }) => level + evidence)).toEqual(
      Array.from({ length: 6 }, () => 'IV'),
    );
  });

  it('of the nation, 2024, do not trigger where a prefecture relocates 2,330', () => {
    const [, prefecture, national] = readResponsePlans(FOLDER);
    const figures = new Map([['relocated-persons', 2_330]]);
    expect(highestCrossed(national!, figures)).toBeUndefined();
    expect(highestCrossed(prefecture!, figures)?.level).toBe('II');
    expect(highestCrossed(national!, new Map([['relocated-persons', 2_000_000]]))?.level).toBe('I');
  });

  it.each([
    ['/jurisdiction', { jurisdiction: 'Qingyang' }],
    ['/hazards', { hazards: [] }],
    ['/effectiveTo lies before', { effectiveTo: '2020-01-01' }],
    ['/rows/0/level', row({ level: 'V' })],
    ['/rows/0/when/0/op', when({ op: '>' })],
    ['/rows/0/when/0', when({ below: 1 })],
    ['/rows/0/when', row({ when: [] })],
    ['/rows/0/when/0/metric rain is neither counted nor declared', when({ metric: 'rain' })],
    ['/rows/0/when/0/unit households should be persons', when({ unit: 'households' })],
    ['/rows/1/id relocated-1 is there twice', { rows: [delivered.rows[0], delivered.rows[0]] }],
    ['/authority/I is missing', { authority: { ...delivered.authority, I: undefined } }],
    ['/endorsers', { endorsers: [] }],
    [
      'is counted and cannot be declared',
      { declared: [{ metric: 'relocated-persons', unit: 'persons', name: delivered.name, across: 'sum' }] },
    ],
    ['whoever', { whoever: 'wrote this' }],
  ])('with a wrong %s are refused in one line that names file and field', (field, change) => {
    const path = write({ ...delivered, ...change });
    const message = messageOf(() => readResponsePlan(path));
    expect(message.split('\n')).toEqual([expect.stringContaining(`rule file ${path}`)]);
    expect(message).toContain(field);
  });

  it.each(['S', 'GK'])('with evidence %s must be marked as drafts, the whole and each row', (evidence) => {
    const text = `evidence ${evidence} must be marked draft`;
    expect(messageOf(() => readResponsePlan(write({ ...delivered, evidence, draft: false })))).toContain(text);
    expect(messageOf(() => readResponsePlan(write({ ...delivered, ...row({ evidence, draft: false }) })))).toContain(
      text,
    );
    expect(messageOf(() => readResponsePlan(write({ ...delivered, ...row({ evidence, draft: true }) })))).toBe('read');
  });

  it('with the same id in two files, or in a folder that is not there, are refused in one line', () => {
    write(delivered);
    writeFileSync(join(folder, 'twin.json'), JSON.stringify(delivered));
    expect(messageOf(() => readResponsePlans(folder))).toContain('two files have the id relief-demonstration');
    expect(messageOf(() => readResponsePlans(join(folder, 'missing'))).split('\n')).toHaveLength(1);
  });
});
