import type { EntityManager } from 'typeorm';
import type { LocalText } from '@libs/kernel';
import { CANONICAL, hashOf, type Head } from './audit-log';
import type { Database } from './database';

/** What a verification of one service's log found. */
export interface AuditReport {
  service: string;
  /** Entries whose seals hold. */
  sealed: number;
  /** Entries committed and not sealed yet; a running product seals them within a second. */
  unsealed: number;
  /** Each violation in a sentence. Empty when nothing sealed was changed, swapped or removed. */
  violations: LocalText[];
}

const UNDEFINED_TABLE = '42P01';

/** Recomputes the chain of one service's audit log, also while it is being written and sealed. */
export async function verifyAudit(database: Database, service: string): Promise<AuditReport> {
  const report: AuditReport = { service, sealed: 0, unsealed: 0, violations: [] };
  try {
    // One snapshot: otherwise what is sealed meanwhile would look like a violation.
    await database.dataSource.transaction('REPEATABLE READ', async (manager) => {
      await verifyChain(manager, report);
      await verifyUnsealed(manager, report);
    });
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNDEFINED_TABLE) throw error;
    const { message } = error as Error;
    report.violations.push({
      'zh-CN': `审计日志的表缺失:${message}`,
      en: `a table of the audit log is gone: ${message}`,
    });
  }
  return report;
}

async function verifyChain(manager: EntityManager, report: AuditReport): Promise<void> {
  const schema = `"${report.service}"`;
  let hash: Buffer = Buffer.alloc(0);
  let position = 0;
  for (;;) {
    const rows = (await manager.query(
      `select s.position, s.seq, s.hash, case when l.seq is null then null else ${CANONICAL} end as canonical
       from ${schema}.audit_seals s left join ${schema}.audit_log l using (seq)
       where s.position > $1 order by s.position limit 5000`,
      [position],
    )) as { position: string; seq: string; hash: Buffer; canonical: string | null }[];
    if (rows.length === 0) break;
    for (const row of rows) {
      if (Number(row.position) !== position + 1)
        report.violations.push({
          'zh-CN': `封存 ${position + 1} 至 ${Number(row.position) - 1} 缺失`,
          en: `seals ${position + 1} to ${Number(row.position) - 1} are missing`,
        });
      position = Number(row.position);
      if (row.canonical === null)
        report.violations.push({
          'zh-CN': `记录 ${row.seq} 已被删除(封存 ${row.position})`,
          en: `entry ${row.seq} was removed (seal ${row.position})`,
        });
      else if (!hashOf(hash, row.canonical).equals(row.hash))
        report.violations.push({
          'zh-CN': `记录 ${row.seq} 与封存 ${row.position} 不符:被篡改或调换`,
          en: `entry ${row.seq} does not match seal ${row.position}: changed or swapped`,
        });
      else report.sealed++;
      hash = row.hash;
    }
  }
  const [head] = (await manager.query(`select position, hash from ${schema}.audit_head`)) as Head[];
  if (!head || Number(head.position) !== position || !head.hash.equals(hash))
    report.violations.push({
      'zh-CN': `封存链止于 ${position},而链头记为 ${head?.position ?? '无'}`,
      en: `the chain ends at ${position}, its head says ${head?.position ?? 'nothing'}`,
    });
}

async function verifyUnsealed(manager: EntityManager, report: AuditReport): Promise<void> {
  const schema = `"${report.service}"`;
  const [open] = (await manager.query(
    `select count(*) filter (where l.seq is not null and u.seq is not null) as waiting,
       count(*) filter (where u.seq is null) as loose, count(*) filter (where l.seq is null) as gone
     from ${schema}.audit_log l full join ${schema}.audit_unsealed u using (seq)
     where u.seq is not null or not exists (select from ${schema}.audit_seals s where s.seq = l.seq)`,
  )) as { waiting: string; loose: string; gone: string }[];
  report.unsealed = Number(open!.waiting);
  if (Number(open!.loose) > 0)
    report.violations.push({
      'zh-CN': `${open!.loose} 条记录既未封存也未待封存`,
      en: `${open!.loose} entries are neither sealed nor waiting for their seal`,
    });
  if (Number(open!.gone) > 0)
    report.violations.push({
      'zh-CN': `${open!.gone} 条记录在封存之前被删除`,
      en: `${open!.gone} entries were removed while they waited for their seal`,
    });
}
