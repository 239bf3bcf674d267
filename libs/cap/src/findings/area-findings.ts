import type { CatalogueEntry } from './severity';

/** What can be wrong with the area that a warning is for. */
export const AREA_FINDINGS = {
  'cap.area-missing': [
    'info',
    '没有给出区域。缺少区域绝不表示所有地方。',
    'No area is given. A missing area never means everywhere.',
  ],
  'cap.area-by-name-only': [
    'info',
    '区域只有名称，须由人员划定后才能通知群众。',
    'The area is given by name only; a person has to draw it before anybody is called.',
  ],
  'cap.area-desc-missing': ['warning', '区域没有名称。', 'The area has no description.'],
  'cap.area-unreadable': [
    'hold',
    '区域无法读取，且没有其他可用的区域描述。',
    'The area cannot be read and nothing else describes it.',
  ],
  'cap.polygon-unreadable': ['warning', '多边形无法读取，已舍弃。', 'A polygon cannot be read; it was dropped.'],
  'cap.polygon-too-few-points': [
    'warning',
    '多边形不足三个不同的点，已舍弃。',
    'A polygon has fewer than three different points; it was dropped.',
  ],
  'cap.polygon-no-area': ['warning', '多边形面积为零，已舍弃。', 'A polygon encloses no area; it was dropped.'],
  'cap.polygon-out-of-range': [
    'warning',
    '坐标超出范围，多边形已舍弃。',
    'Coordinates are out of range; the polygon was dropped.',
  ],
  'cap.polygon-closed': ['warning', '多边形未闭合，已闭合。', 'The polygon was open; it was closed.'],
  'cap.polygon-swapped': ['warning', '经纬度颠倒，已更正。', 'Longitude and latitude were swapped; corrected.'],
  'cap.polygon-spacing': [
    'warning',
    '坐标分隔不规范，含义明确。',
    'Coordinates are separated in another way than the standard asks; their meaning is certain.',
  ],
  'cap.polygon-self-crossing': [
    'warning',
    '多边形自相交，按原样保留。',
    'The polygon crosses itself; it was kept as it is.',
  ],
  'cap.polygon-crossing-unchecked': [
    'info',
    '多边形过于复杂，未检查自相交。',
    'The polygon is too intricate to be checked for crossing itself.',
  ],
  'cap.polygon-date-line': [
    'warning',
    '多边形跨越日界线，已分割。',
    'The polygon crosses the date line; it was split there.',
  ],
  'cap.circle-unreadable': ['warning', '圆形区域无法读取，已舍弃。', 'A circle cannot be read; it was dropped.'],
  'cap.circle-out-of-range': [
    'warning',
    '圆心或半径超出范围，已舍弃。',
    'Centre or radius of a circle is out of range; it was dropped.',
  ],
  'cap.circle-swapped': [
    'warning',
    '圆心经纬度颠倒，已更正。',
    'Longitude and latitude of a circle were swapped; corrected.',
  ],
  'cap.circle-spacing': [
    'warning',
    '圆形区域书写不规范，含义明确。',
    'A circle is written in another form than the standard asks; its meaning is certain.',
  ],
  'cap.exclusion-unreadable': [
    'warning',
    '应扣除的多边形无法读取，区域未扣除。',
    'A polygon that is to be subtracted cannot be read; nothing was subtracted.',
  ],
  'cap.polygon-behind-link': [
    'info',
    '多边形只以链接给出，未下载。',
    'The polygon is given by a link only; it was not fetched.',
  ],
  'cap.geocode-incomplete': ['warning', '地理编码缺少名称或取值。', 'A geocode has no name or no value.'],
  'cap.altitude-unreadable': ['warning', '高度不是数字，已忽略。', 'An altitude is not a number; it was ignored.'],
  'cap.ceiling-without-altitude': ['warning', '给出上限高度却没有下限。', 'A ceiling is given without an altitude.'],
  'cap.ceiling-below-altitude': ['warning', '上限高度低于下限。', 'The ceiling is below the altitude.'],
} satisfies Record<string, CatalogueEntry>;
