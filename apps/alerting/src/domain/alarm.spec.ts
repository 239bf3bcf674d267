import { FINDING_CATALOGUE } from '@libs/cap';
import { alarmText, SIGNATURE_ALARMS } from './alarm';

describe('what an alarm says', () => {
  it('names what it is about, in both languages, whatever the name holds', () => {
    expect(alarmText('conflict', '$& {days}')).toEqual({
      'zh-CN': '“$& {days}”的同一标识出现了不同内容，未产生作用，请核实。',
      en: 'One identity of "$& {days}" came with other bytes; it has no effect. Find out which is right.',
    });
  });

  it('says how many days a certificate has, or that it has run out', () => {
    expect(alarmText('certificate-runs-out', 'CN=Office', 7).en).toContain('within 7 days');
    expect(alarmText('certificate-runs-out', 'CN=Office', 0).en).toContain('has run out');
  });
});

describe('an alarm of a signature', () => {
  it('is raised by whatever the judge finds wrong with one; a weak one holds all the same', () => {
    const wrong = Object.entries(FINDING_CATALOGUE)
      .filter(([code, [severity]]) => code.startsWith('cap.signature-') && severity !== 'info')
      .map(([code]) => code);
    expect(SIGNATURE_ALARMS.filter((code) => code.startsWith('cap.')).sort()).toEqual(
      wrong.filter((code) => code !== 'cap.signature-weak').sort(),
    );
  });
});
