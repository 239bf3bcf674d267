import { maySeeRestricted } from './who-sees';

describe('ALRT-10: who sees what is not public', () => {
  it.each(['duty-officer', 'duty-leader', 'commander', 'administrator', 'auditor'])('%s does', (role) =>
    expect(maySeeRestricted(['messenger', role])).toBe(true),
  );

  it.each(['feed', 'messenger', 'team-leader', 'registry-clerk'])('%s does not', (role) =>
    expect(maySeeRestricted([role])).toBe(false),
  );
});
