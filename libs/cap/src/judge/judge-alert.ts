import type { Findings } from '../findings/finding';
import type { CapMessage } from '../message';
import { readAlert } from '../read/read-alert';
import type { Reading } from '../read/reading';
import { readTime } from '../read/time';
import type { XmlElement } from '../xml/xml-tree';
import { checkDraft } from './draft';
import { profileOf } from './namespace';
import { checkPlausibility } from './plausibility';

const CHINA_OFFSET = 480;
const TIME_NAMES = new Set(['sent', 'sendTime', 'effective', 'onset', 'expires']);

/** Reads and checks one alert element. */
export function judgeAlert(element: XmlElement, now: Date, findings: Findings): CapMessage | undefined {
  const profile = profileOf(element, findings);
  const reading: Reading = {
    findings,
    profile,
    namespace: element.namespace,
    now,
    original: {},
    assumedOffset: () => (profile === 'cn' ? CHINA_OFFSET : commonOffset(element)),
  };
  const message = readAlert(element, reading);
  checkDraft(element, findings);
  if (message !== undefined) checkPlausibility(message, now, findings);
  return message;
}

/** Minutes east of UTC that the other times of the alert agree on; 0 when they do not. */
function commonOffset(alert: XmlElement): number {
  const offsets = new Set<number>();
  const infos = alert.children.filter((child) => child.name === 'info');
  for (const element of [alert, ...infos]) {
    for (const child of element.children) {
      if (!TIME_NAMES.has(child.name)) continue;
      const offset = readTime(child.text.trim())?.offset;
      if (offset !== undefined) offsets.add(offset);
    }
  }
  return offsets.size === 1 ? ([...offsets][0] as number) : 0;
}
