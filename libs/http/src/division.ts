import { containsDivision, defineRefusals, type DivisionCode } from '@libs/kernel';
import type { Account } from './account';

const refuse = defineRefusals({
  'account.outside-division': {
    kind: 'forbidden',
    text: { en: 'You act for {yours}; this belongs to {found}.', 'zh-CN': '您的辖区是 {yours}，该对象属于 {found}。' },
  },
});

/** Refuses `account.outside-division` (403) unless `division` is the account's own or lies below it. */
export function requireDivision(account: Account, division: DivisionCode): void {
  if (!containsDivision(account.division, division)) {
    refuse('account.outside-division', { yours: account.division, found: division });
  }
}
