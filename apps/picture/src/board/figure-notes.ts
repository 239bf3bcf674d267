import type { LocalText } from '@libs/kernel';

const NOT_PUBLIC: LocalText = {
  'zh-CN': '官方统计口径未公开，此为本系统口径。',
  en: 'The official definition is not public; this is the one of this product.',
};

const note = (chinese: string, english: string): LocalText => ({
  'zh-CN': `${chinese}${NOT_PUBLIC['zh-CN']}`,
  en: `${english} ${NOT_PUBLIC.en}`,
});

/** What each figure counts. Evacuated and relocated persons overlap and are never added. */
export const FIGURE_NOTES: Readonly<Record<string, LocalText>> = {
  evacuated: note(
    '转移避险：在未取消的转移命令下已转移（含已返回）的人员，每人计一次。与“转移安置”有重叠，两者不相加。',
    'Evacuated: persons who moved under an order that was not cancelled, returned or not, each once. They overlap with relocated persons; the two are never added.',
  ),
  relocated: note(
    '转移安置：有安置记录的人员，每人计一次；误登记的除外。与“转移避险”有重叠，两者不相加。',
    'Relocated: persons with a placement that was not recorded in error, each once. They overlap with evacuated persons; the two are never added.',
  ),
  machineTrips: note(
    '机械台次：已登记且未撤回的出动次数。可能有未登记的出动，故为“至少”。',
    'Machine-trips: trips recorded and not withdrawn. Some may have gone unrecorded, so it is at least this many.',
  ),
  rescuers: note(
    '救援人员：到达现场的队伍首次到达时的人数之和，每支队伍计一次；已取消的任务除外。',
    'Rescuers: persons of the teams that arrived, each team once with its first arrival; cancelled missions are left out.',
  ),
};
