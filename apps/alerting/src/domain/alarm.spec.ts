import { alarmText } from './alarm';

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
