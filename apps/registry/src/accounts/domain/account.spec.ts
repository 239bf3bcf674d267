import fc from 'fast-check';
import { containsDivision, DomainRefusal } from '@libs/kernel';
import {
  administers,
  changeAccount,
  changePassword,
  normalUsername,
  openAccount,
  requireStrongPassword,
  type Account,
  type AccountChange,
} from './account';

const NOW = new Date('2026-07-01T08:00:00Z');
const CITY = { id: 'admin', division: '621000' };

const account = (more: Partial<Account> = {}): Account => ({
  id: 'a',
  username: 'li.si',
  displayName: '李四',
  roles: ['duty-officer'],
  division: '621021',
  passwordHash: 'h',
  disabledAt: null,
  version: 3,
  ...more,
});

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainRefusal) return error.code;
    throw error;
  }
};

describe('opening an account', () => {
  it('starts it enabled at version 1 with each role once', () => {
    const { next, happened } = openAccount(account({ roles: ['commander', 'auditor', 'commander'] }), CITY);

    expect(next).toMatchObject({ roles: ['auditor', 'commander'], disabledAt: null, version: 1 });
    expect(happened).toEqual([{ type: 'account-opened', accountId: 'a' }]);
  });

  it('REG-01: is refused outside the administrator’s division', () => {
    expect(codeOf(() => openAccount(account({ division: '620100' }), CITY))).toBe('account.outside-division');
    expect(codeOf(() => openAccount(account({ division: '620000' }), CITY))).toBe('account.outside-division');
  });
});

describe('changing an account', () => {
  const change = (given: Account, what: AccountChange, others: string[] = []) =>
    changeAccount(given, what, CITY, others, NOW);

  it('says what changed and counts the version', () => {
    const { next, happened } = change(account(), { displayName: '李四（代）', roles: ['commander'], disabled: true });

    expect(next).toMatchObject({ displayName: '李四（代）', roles: ['commander'], disabledAt: NOW, version: 4 });
    expect(happened).toEqual([
      { type: 'account-changed', accountId: 'a', changed: ['displayName', 'roles', 'disabled'] },
    ]);
  });

  it('to what it is already tells no fact', () => {
    const disabled = account({ disabledAt: new Date(0) });

    expect(change(disabled, { disabled: true, roles: ['duty-officer'], division: '621021' })).toEqual({
      next: disabled,
      happened: [],
    });
  });

  it('enables a disabled account again', () => {
    expect(change(account({ disabledAt: NOW }), { disabled: false }).next.disabledAt).toBeNull();
  });

  it('REG-01: is refused outside the administrator’s division, and moves nobody out of it', () => {
    expect(codeOf(() => change(account({ division: '620100' }), { disabled: true }))).toBe('account.outside-division');
    expect(codeOf(() => change(account(), { division: '620100' }))).toBe('account.outside-division');
  });

  it('REG-02: leaves no division without the administrator it had', () => {
    const city = account({ roles: ['administrator'], division: '621000' });

    for (const what of [{ disabled: true }, { roles: ['auditor'] }, { division: '621021' }]) {
      expect(codeOf(() => change(city, what))).toBe('account.last-administrator');
      expect(codeOf(() => change(city, what, ['621021']))).toBe('account.last-administrator');
      expect(codeOf(() => change(city, what, ['621000']))).toBeUndefined();
    }
    expect(codeOf(() => change({ ...city, division: '621021' }, { disabled: true }, ['620000']))).toBeUndefined();
    expect(codeOf(() => change(city, { displayName: 'x' }))).toBeUndefined();
  });

  it('REG-02: holds for every change and every set of other administrators', () => {
    const division = fc.constantFrom('620000', '621000', '621021', '621022');
    const what = fc.record(
      { roles: fc.subarray(['administrator', 'auditor', 'feed']), division, disabled: fc.boolean() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        division,
        fc.subarray(['administrator', 'auditor']),
        fc.array(division, { maxLength: 3 }),
        what,
        (own, roles, others, asked) => {
          const before = account({ roles, division: own });
          let after: Account;
          try {
            after = changeAccount(before, asked, { id: 'root', division: '620000' }, others, NOW).next;
          } catch (error) {
            expect((error as DomainRefusal).code).toBe('account.last-administrator');
            return;
          }
          const remaining = administers(after) ? [...others, after.division] : others;
          expect(!administers(before) || remaining.some((one) => containsDivision(one, own))).toBe(true);
        },
      ),
    );
  });
});

describe('changing a password', () => {
  it('is for the own account, and for an administrator of its division', () => {
    expect(changePassword(account(), 'new', { id: 'a', division: '621022' }).next).toMatchObject({
      passwordHash: 'new',
      version: 4,
    });
    expect(changePassword(account(), 'new', CITY).happened).toEqual([{ type: 'password-changed', accountId: 'a' }]);
    expect(codeOf(() => changePassword(account(), 'new', { id: 'b', division: '621022' }))).toBe(
      'account.outside-division',
    );
  });

  it.each([
    ['too short', 'k3$Lq9vTz2!'],
    ['a few characters repeated', 'abababababababab'],
    ['with the account’s name in it', 'xx-LI.SI-2026-yy'],
    ['with the name in full-width letters', 'ｌｉ.ｓｉ-2026-yyyy'],
  ])('REG-03: is refused when the new one is %s', (_, password) => {
    expect(codeOf(() => requireStrongPassword(password, 'li.si', 12))).toBe('account.weak-password');
  });

  it('REG-03: takes a long one of any characters', () => {
    expect(codeOf(() => requireStrongPassword('暴雨红色预警后转移八千户人家', 'li.si', 12))).toBeUndefined();
  });
});

describe('a user name', () => {
  it('is the same in any case and width', () => {
    expect(normalUsername('  Ｌi.SI ')).toBe('li.si');
    expect(normalUsername('１３８００００００００')).toBe('13800000000');
  });
});
