import { significantPrefix } from '@libs/kernel';

/** An account that a first start makes. */
export interface FirstAccount {
  username: string;
  displayName: string;
  roles: string[];
  division: string;
}

export const firstAdministrator = (division: string): FirstAccount => ({
  username: 'administrator',
  displayName: '系统管理员 Administrator',
  roles: ['administrator'],
  division,
});

/** One account for each role that acts, and a commander of one county, who may not act for the others. */
export function demonstrationAccounts(division: string): FirstAccount[] {
  const roles: [string, string][] = [
    ['feed', '气象预警系统 Weather feed'],
    ['duty-officer', '值班员 Duty officer'],
    ['duty-leader', '带班领导 Duty leader'],
    ['commander', '指挥长 Commander'],
    ['dispatcher', '调度员 Dispatcher'],
    ['team-leader', '救援队长 Team leader'],
    ['shelter-manager', '避险点管理员 Shelter manager'],
    ['messenger', '预警信息员 Messenger'],
    ['registry-clerk', '台账员 Registry clerk'],
    ['auditor', '审计员 Auditor'],
  ];
  return [
    firstAdministrator(division),
    ...roles.map(([role, displayName]) => ({ username: role, displayName, roles: [role], division })),
    {
      username: 'county-commander',
      displayName: '县指挥长 County commander',
      roles: ['commander'],
      division: countyOf(division),
    },
  ];
}

/** The second county of a prefecture (621000 → 621022); a county is its own. */
const countyOf = (division: string): string => {
  const prefix = significantPrefix(division);
  return prefix.length === 4 ? `${prefix}22` : division;
};
