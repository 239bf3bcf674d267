import { randomUUID } from 'node:crypto';
import { capOf, capTime, SENDER, type SampleWarning } from '../../tools/screenshot/sample-warnings';

/** A made-up orange rainstorm warning for Huachi county in China's form, and what a later message names it by. */
export function rainstorm(change: Partial<SampleWarning> = {}): { document: string; reference: string } {
  const identifier = randomUUID();
  const sent = new Date();
  const document = capOf(
    {
      identifier,
      office: '华池县气象台',
      event: '暴雨',
      eventCode: '11B03',
      severity: 'Severe',
      headline: '华池县气象台发布暴雨橙色预警信号',
      description: '预计未来3小时降雨量将达50毫米以上。',
      area: '华池县',
      divisions: ['621023'],
      ...change,
    },
    sent,
  );
  return { document, reference: `${SENDER},${identifier},${capTime(sent)}` };
}
