import { forgedEntries } from './audit';
import { lostCommands } from './acknowledged';
import { comparedChanges, doubledEffects } from './changes';
import { inversions } from './consumer-order';
import { auditedChanges, undelivered } from './delivered';
import type { Evidence, Verdict } from './evidence';
import { impossibleSteps, impossibleWarnings, unexplainedLevels, wrongOccupancies } from './lifecycles';
import { brokenNow, type Broken } from './places';
import { differingTables } from './rebuilt';

/**
 * Checks I1 to I9 from what a run has left behind. `seen` is what snapshots during the run have found.
 * @returns a verdict for each invariant, in their order.
 */
export async function checkInvariants(
  evidence: Evidence,
  seen: { snapshots: number; broken: readonly Broken[] },
): Promise<Verdict[]> {
  const { journal, records, messages, database } = evidence;
  const changes = await auditedChanges(evidence);
  const now = [...seen.broken, ...(await brokenNow(database))];
  const brokenBy = (invariant: Broken['invariant']): string[] =>
    now.filter((one) => one.invariant === invariant).map(({ what }) => what);
  const duplicates = records.length - messages.length;
  const audit = await forgedEntries(evidence);
  const picture = await differingTables(evidence);
  const inTime = { 'zh-CN': `${seen.snapshots} 次快照及终态`, en: `${seen.snapshots} snapshots and the end` };
  return [
    {
      invariant: 'I1',
      looked: { 'zh-CN': `已确认指令 ${journal.length} 条`, en: `${journal.length} acknowledged commands` },
      violations: await lostCommands(evidence),
    },
    {
      invariant: 'I2',
      looked: {
        'zh-CN': `变更 ${comparedChanges(changes)} 项、消息 ${messages.length} 条`,
        en: `${comparedChanges(changes)} changes, ${messages.length} messages`,
      },
      violations: await undelivered(evidence, changes),
    },
    {
      invariant: 'I3',
      looked: {
        'zh-CN': `重复 ${duplicates} 次、态势表 ${picture.rows} 行`,
        en: `${duplicates} duplicates, ${picture.rows} rows of the picture`,
      },
      violations: [...doubledEffects(messages), ...picture.tables],
    },
    { invariant: 'I4', looked: inTime, violations: brokenBy('I4') },
    { invariant: 'I5', looked: inTime, violations: [...brokenBy('I5'), ...wrongOccupancies(messages)] },
    { invariant: 'I6', looked: inTime, violations: brokenBy('I6') },
    {
      invariant: 'I7',
      looked: { 'zh-CN': '预警与响应级别的先后', en: 'lives of warnings, changes of levels' },
      violations: [...impossibleWarnings(messages), ...unexplainedLevels(messages)],
    },
    {
      invariant: 'I8',
      looked: { 'zh-CN': '主题与收件箱中的先后', en: 'order on the topics and in the inboxes' },
      violations: [...impossibleSteps(messages), ...(await inversions(evidence))],
    },
    {
      invariant: 'I9',
      looked: { 'zh-CN': `审计记录 ${audit.sealed} 条`, en: `${audit.sealed} audit entries` },
      violations: audit.violations,
    },
  ];
}
