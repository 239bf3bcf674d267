const of = (zh, en) => ({ 'zh-CN': zh, en });
const by = (zh, en) => of(`{name}${zh}。理由：{reason}`, `{name} ${en}. Reason: {reason}`);

/** Sentences of the levels, of what happens on the ground, and of the households. */
export const THREAD_SENTENCES = {
  'response.emergency-cancelled': by('撤销本过程', 'cancelled the emergency'),
  'response.fact-declared': of('{name}填报：{metric} {value} {unit}', '{name} declared: {metric} {value} {unit}'),
  'response.level-proposed': of(
    '规则 {rule} 建议启动{plan} {level} 级响应',
    'Rule {rule} proposed Level {level} of {plan}',
  ),
  'response.level-proposal-endorsed': by('核签响应建议', 'endorsed the proposed level'),
  'response.level-proposal-declined': by('未批准响应建议', 'declined the proposed level'),
  'response.level-activated': by(
    '（{authority}）启动{plan} {level} 级应急响应',
    'activated Level {level} of {plan}, as {authority}',
  ),
  'response.level-raised': by(
    '（{authority}）将{plan}响应由 {from} 级提升至 {to} 级',
    'raised {plan} from Level {from} to Level {to}, as {authority}',
  ),
  'response.level-lowered': by(
    '（{authority}）将{plan}响应由 {from} 级降至 {to} 级',
    'lowered {plan} from Level {from} to Level {to}, as {authority}',
  ),
  'response.level-ended': by(
    '（{authority}）终止{plan} {level} 级应急响应',
    'ended Level {level} of {plan}, as {authority}',
  ),
  'dispatch.incident-reported': of('{name}上报险情：{title}', '{name} reported an incident: {title}'),
  'dispatch.incident-resolved': by('报告险情已处置：{incident}', 'reported an incident resolved: {incident}'),
  'dispatch.incident-cancelled': by('撤销误报险情：{incident}', 'cancelled an incident reported in error: {incident}'),
  'dispatch.mission-requested': of('{name}请{team}执行任务：{task}', '{name} asked {team} to go: {task}'),
  'dispatch.mission-accepted': of('{team}接受任务', '{team} accepted the mission'),
  'dispatch.mission-declined': of(
    '{team}无法接受任务。理由：{reason}',
    '{team} declined the mission. Reason: {reason}',
  ),
  'dispatch.mission-departed': of('{team}已出发', '{team} is en route'),
  'dispatch.mission-arrived': of('{team}到达现场，{strength} 人', '{team} is on scene with {strength} persons'),
  'dispatch.mission-released': by('请{team}撤离', 'released {team}'),
  'dispatch.mission-cancelled': by('取消{team}的任务', 'cancelled the mission of {team}'),
  'dispatch.machine-trip-recorded': of(
    '机械{machine}出动一台次，前往{destination}',
    'Machine {machine} went out once, to {destination}',
  ),
  'dispatch.machine-trip-withdrawn': by('撤回一条机械出动记录', 'withdrew a recorded machine-trip'),
  'resettlement.evacuation-proposed': by(
    '建议转移 {householdCount} 户 {personCount} 人',
    'proposed to evacuate {householdCount} households, {personCount} persons',
  ),
  'resettlement.evacuation-ordered': by(
    '下达转移命令：{householdCount} 户 {personCount} 人',
    'ordered an evacuation: {householdCount} households, {personCount} persons',
  ),
  'resettlement.evacuation-declined': by('未批准转移建议', 'declined the proposed evacuation'),
  'resettlement.evacuation-cancelled': by('取消转移命令', 'cancelled the evacuation'),
  'resettlement.evacuation-ended': by('结束转移命令', 'ended the evacuation'),
  'resettlement.household-joined': of(
    '新增一户 {personCount} 人纳入转移。理由：{reason}',
    'A household of {personCount} joined the evacuation. Reason: {reason}',
  ),
  'resettlement.household-moved': {
    by: 'destination',
    shelter: of(
      '{zone}一户 {persons} 人转移至避险点{shelter}',
      'A household of {persons} from {zone} moved to shelter {shelter}',
    ),
    kin: of('{zone}一户 {persons} 人投亲靠友', 'A household of {persons} from {zone} moved to relatives or friends'),
    other: of('{zone}一户 {persons} 人转移至别处', 'A household of {persons} from {zone} moved elsewhere'),
  },
  'resettlement.household-not-moved': {
    by: 'outcome',
    refused: of('{zone}一户拒绝转移{note}', 'A household of {zone} refused to move{note}'),
    absent: of('{zone}一户不在家{note}', 'A household of {zone} was absent{note}'),
    unreached: of('{zone}一户未联系上{note}', 'A household of {zone} was not reached{note}'),
  },
  'resettlement.household-returned': of('{zone}一户已返回', 'A household of {zone} has returned home'),
  'resettlement.movement-corrected': by('更正一户的转移情况', 'corrected the report on a household'),
  'resettlement.all-accounted-for': of(
    '转移对象全部核实：已转移 {movedHouseholds} 户，未转移 {notMovedHouseholds} 户',
    'Every household is accounted for: {movedHouseholds} moved, {notMovedHouseholds} did not',
  ),
  'resettlement.return-authorised': by('批准群众返回', 'authorised the return'),
  'resettlement.household-relocated': of(
    '一户 {persons} 人转移安置。理由：{reason}',
    'A household of {persons} was relocated. Reason: {reason}',
  ),
  'resettlement.relocation-ended': {
    by: 'how',
    home: of('一户结束安置，已回家', 'A placement ended: the household went home'),
    elsewhere: of('一户结束安置，去往别处', 'A placement ended: the household went elsewhere'),
    'recorded-in-error': of('一条安置记录系误报，不再计入', 'A placement was recorded in error and counts no more'),
  },
  'resettlement.stay-began': of(
    '{persons} 人入住避险点{shelter}（{occupied} / {capacity}）',
    '{persons} persons checked in at {shelter} ({occupied} of {capacity})',
  ),
  'resettlement.stay-ended': of(
    '一户离开避险点{shelter}（余 {occupied} 人）',
    'A household left {shelter} ({occupied} persons remain)',
  ),
};
