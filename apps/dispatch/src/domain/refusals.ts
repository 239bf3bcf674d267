import { defineRefusals } from '@libs/kernel';

/** Every way this service says no. */
export const refuse = defineRefusals({
  'emergency.not-found': {
    kind: 'not-found',
    text: {
      'zh-CN': '没有这个灾害过程,或尚未到达。',
      en: 'There is no such emergency, or it has not arrived yet.',
    },
  },
  'emergency.closed': {
    kind: 'conflict',
    text: {
      'zh-CN': '灾害过程已结束或撤销,不能再开始新的处置。',
      en: 'The emergency is closed or cancelled; nothing begins in it any more.',
    },
  },
  'incident.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这条险情。', en: 'There is no such incident.' },
  },
  'incident.ended': {
    kind: 'conflict',
    text: { 'zh-CN': '险情已结束({state})。', en: 'The incident has ended: it is {state}.' },
  },
  'incident.other-emergency': {
    kind: 'conflict',
    text: {
      'zh-CN': '险情属于另一灾害过程 {emergencyId}。',
      en: 'The incident belongs to another emergency ({emergencyId}).',
    },
  },
  'team.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这支队伍,或尚未到达。', en: 'There is no such team, or it has not arrived yet.' },
  },
  'team.withdrawn': {
    kind: 'conflict',
    text: { 'zh-CN': '队伍已从台账注销。', en: 'The team is in the register no more.' },
  },
  'mission.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这项任务。', en: 'There is no such mission.' },
  },
  'mission.team-busy': {
    kind: 'conflict',
    text: {
      'zh-CN': '队伍正在执行任务 {missionId},请先撤离或取消。',
      en: 'The team is in mission {missionId}; release or cancel that one first.',
    },
  },
  'mission.not-possible-now': {
    kind: 'conflict',
    text: {
      'zh-CN': '任务状态为 {state},不能变为 {wanted};可变为:{possible}。',
      en: 'The mission is {state} and cannot become {wanted}; it can become: {possible}.',
    },
  },
  'mission.other-emergency': {
    kind: 'conflict',
    text: {
      'zh-CN': '任务属于另一灾害过程 {emergencyId}。',
      en: 'The mission belongs to another emergency ({emergencyId}).',
    },
  },
  'machine.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这台机械,或尚未到达。', en: 'There is no such machine, or it has not arrived yet.' },
  },
  'machine-trip.not-found': {
    kind: 'not-found',
    text: { 'zh-CN': '没有这条出动记录。', en: 'There is no such machine-trip.' },
  },
  'machine-trip.returned-before-left': {
    kind: 'invalid',
    text: {
      'zh-CN': '返回时间 {returnedAt} 早于出动时间 {leftAt}。',
      en: 'It came back ({returnedAt}) before it left ({leftAt}).',
    },
  },
  'machine-trip.already-recorded': {
    kind: 'conflict',
    text: {
      'zh-CN': '该机械在同一时间的出动已登记({tripId})。',
      en: 'That machine left at that time already: trip {tripId}.',
    },
  },
  'machine-trip.already-withdrawn': {
    kind: 'conflict',
    text: { 'zh-CN': '出动记录已撤回。', en: 'The trip was withdrawn already.' },
  },
});
