import { judge } from '@libs/cap';
import { DROUGHT, FLOOD } from '../../scenarios/qingyang-2021/stories';
import { writeWarning } from './warnings';

const NOW = new Date('2026-11-24T04:05:06.789Z');
const stories = [...Object.values(FLOOD.warnings), DROUGHT.warning];

describe('a warning of a replay', () => {
  it.each(stories)('$headline is accepted as an exercise that ends after the replay', (warning) => {
    const { verdict, message } = judge(Buffer.from(writeWarning(warning, NOW).document), { now: NOW });

    expect(verdict).toBe('accepted');
    expect(message).toMatchObject({ status: 'Exercise', msgType: 'Alert', infos: [{ severity: warning.severity }] });
    expect(Date.parse(message!.infos[0]!.expires!)).toBeGreaterThan(NOW.getTime() + 3_600_000);
  });

  it('comes in China’s form from an office that has a code of it', () => {
    const { document, reference } = writeWarning(FLOOD.warnings.county, NOW);

    expect(judge(Buffer.from(document), { now: NOW }).message?.profile).toBe('cn');
    expect(reference.identifier).toBe('62102633200000_20261124120506');
    expect(writeWarning(FLOOD.warnings.city, NOW).document).toContain('oasis:names:tc:emergency:cap:1.2');
  });

  it.each(stories)('$headline is cancelled by a message that refers to it', (warning) => {
    const first = writeWarning(warning, NOW);
    const later = new Date(NOW.getTime() + 60_000);
    const { verdict, message } = judge(Buffer.from(writeWarning(warning, later, 'Cancel', first.reference).document), {
      now: later,
    });

    expect(verdict).toBe('accepted');
    expect(message).toMatchObject({ msgType: 'Cancel', references: [{ identifier: first.reference.identifier }] });
    expect(message!.identifier).not.toBe(first.reference.identifier);
  });
});
