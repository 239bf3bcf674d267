import { verifyAudit, type Database } from '@libs/persistence';
import { SERVICES } from '../schedule';
import type { Evidence } from './evidence';

/** Ways to forge a log, in a copy of it. Each takes an entry in the middle. */
const FORGERIES: Record<string, string> = {
  changed: `update dispatch.audit_log set reason = 'forged' where seq = (select seq from middle)`,
  removed: `delete from dispatch.audit_log where seq = (select seq from middle)`,
  swapped: `update dispatch.audit_log l set action = o.action, subject = o.subject, details = o.details
    from dispatch.audit_log o where l.seq in (select seq from middle union all select seq from other)
      and o.seq in (select seq from middle union all select seq from other) and o.seq <> l.seq`,
};

/** The entry in the middle, and the next one that says something else: to swap two that are alike is no forgery. */
const MIDDLE = `with entries as (select *, row_number() over (order by seq) as n, count(*) over () as all_
    from dispatch.audit_log),
  middle as (select * from entries where n = all_ / 2),
  other as (select e.seq from entries e, middle m where e.seq > m.seq
      and (e.action, e.subject, e.details) is distinct from (m.action, m.subject, m.details) order by e.seq limit 1)`;

/** I9: the chains of all services hold, and what is forged in a copy is found. @returns entries sealed, violations. */
export async function forgedEntries({ database, copy }: Evidence): Promise<{ sealed: number; violations: string[] }> {
  let sealed = 0;
  const violations: string[] = [];
  for (const service of SERVICES) {
    const report = await verifyAudit(database, service);
    sealed += report.sealed;
    violations.push(...report.violations.map(({ en }) => `${service}: ${en}`));
  }
  for (const [how, statement] of Object.entries(FORGERIES))
    if (!(await isFound(copy, statement))) violations.push(`an entry that was ${how} in a copy is not found`);
  return { sealed, violations };
}

async function isFound(copy: Database, statement: string): Promise<boolean> {
  await copy.query('alter table dispatch.audit_log disable trigger append_only');
  await copy.query('create table if not exists dispatch.audit_log_as_it_was as table dispatch.audit_log');
  await copy.query(`${MIDDLE} ${statement}`);
  const { violations } = await verifyAudit(copy, 'dispatch');
  await copy.query('delete from dispatch.audit_log');
  await copy.query('insert into dispatch.audit_log overriding system value table dispatch.audit_log_as_it_was');
  const restored = await verifyAudit(copy, 'dispatch');
  return violations.length > 0 && restored.violations.length === 0;
}
