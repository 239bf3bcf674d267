import type { Findings } from '../findings/finding';
import type { CapMessage, Info } from '../message';
import { childPath } from '../read/reading';

const DAY = 24 * 60 * 60 * 1000;
const LONG_BEFORE = 30 * DAY;
/** What only shows when the fields of one message are compared with each other and with the clock. */
export function checkPlausibility(message: CapMessage, now: Date, findings: Findings): void {
  const sent = Date.parse(message.sent);
  if (sent - now.getTime() > DAY) {
    findings.add('cap.sent-in-future', '/alert/sent', {
      found: message.sent,
      expected: `≤ ${new Date(now.getTime() + DAY).toISOString()}`,
    });
  }
  checkScope(message, findings);
  checkReferences(message, findings);
  message.infos.forEach((info, index) => checkTimes(info, childPath('/alert', 'info', index), sent, findings));
  if (message.infos.length === 0 && message.msgType !== 'Cancel') findings.add('cap.info-missing', '/alert');
  if (hasRunOut(message, now)) findings.add('cap.already-expired', '/alert');
}

/** When the last info block runs out, or undefined when one of them never does. Times in milliseconds. */
export function expiryOf(message: CapMessage): number | undefined {
  let last: number | undefined;
  for (const { expires } of message.infos) {
    if (expires === undefined) return undefined;
    last = Math.max(last ?? -Infinity, Date.parse(expires));
  }
  return last;
}

function hasRunOut(message: CapMessage, now: Date): boolean {
  if (message.msgType !== 'Alert' && message.msgType !== 'Update') return false;
  const expiry = expiryOf(message);
  return expiry !== undefined && expiry <= now.getTime();
}

function checkScope({ scope, restriction, addresses }: CapMessage, findings: Findings): void {
  if (scope === 'Restricted' && restriction === undefined)
    findings.add('cap.restriction-missing', '/alert/restriction');
  if (scope !== 'Restricted' && restriction !== undefined)
    findings.add('cap.restriction-unexpected', '/alert/restriction');
  if (scope === 'Private' && addresses.length === 0) findings.add('cap.addresses-missing', '/alert/addresses');
}

function checkReferences({ msgType, references }: CapMessage, findings: Findings): void {
  const follows = msgType === 'Update' || msgType === 'Cancel';
  if (follows && references.length === 0)
    findings.add('cap.followup-names-nothing', '/alert/references', { found: msgType });
  if (msgType === 'Alert' && references.length > 0) findings.add('cap.alert-with-references', '/alert/references');
}

function checkTimes(info: Info, path: string, sent: number, findings: Findings): void {
  if (info.expires === undefined) {
    findings.add('cap.expires-missing', path);
    return;
  }
  const expires = Date.parse(info.expires);
  const at = childPath(path, 'expires');
  if (sent - expires > LONG_BEFORE) findings.add('cap.expires-long-before-sent', at, { found: info.expires });
  else if (expires <= sent) findings.add('cap.expires-not-after-sent', at, { found: info.expires });
  else if (info.effective !== undefined && expires < Date.parse(info.effective)) {
    findings.add('cap.expires-before-effective', at, { found: info.expires });
  }
}
