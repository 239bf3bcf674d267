import type { CatalogueEntry } from './severity';

/** What was converted on the way from China's profile (GB/T 34283) to the one model. Never a fault of the message. */
export const CHINESE_FINDINGS = {
  'cn.severity-colour': [
    'info',
    '预警颜色已换算为 CAP 严重程度。',
    'The colour of the warning was read as a severity of CAP.',
  ],
  'cn.certainty-very-likely': ['info', 'VeryLikely 按 Likely 处理。', 'VeryLikely was read as Likely.'],
  'cn.polygon-open': [
    'info',
    '规范允许不闭合的多边形，已闭合。',
    'The profile allows open polygons; this one was closed.',
  ],
  'cn.circle-metres': ['info', '圆形半径以米为单位。', 'The radius of the circle was read in metres.'],
  'cn.time-space': ['info', '日期与时间之间为空格。', 'A space was read as the T between date and time.'],
  'cn.send-time': ['info', 'sendTime 已作为发布时间。', 'sendTime was read as the time of sending.'],
  'cn.reference-first-issue': [
    'info',
    '引用为首次发布的标识符，没有发布者和时间。',
    'The reference is the identifier of the first issue, without sender and time.',
  ],
  'cn.identifier-form': [
    'info',
    '标识符不是规范的 29 位或 31 位形式。',
    'The identifier is not of the form of 29 or 31 characters that the profile gives.',
  ],
  'cn.event-type': [
    'info',
    '事件类型编码已换算为事件和类别。',
    'The code of the event type was read as event and category.',
  ],
  'cn.geocode-scheme': ['info', '地理编码为行政区划代码列表。', 'The geocode was read as a list of division codes.'],
  'cn.resource-of-alert': ['info', '报文级附件已归入信息块。', 'Resources of the alert were put into its info blocks.'],
} satisfies Record<string, CatalogueEntry>;
