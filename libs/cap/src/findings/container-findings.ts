import type { CatalogueEntry } from './severity';

/** What can be wrong with a document that carries alerts inside: a feed, an envelope, a list, JSON. */
export const CONTAINER_FINDINGS = {
  'cap.no-alert-inside': ['reject', '文档中没有任何 CAP 预警。', 'There is no CAP alert in the document.'],
  'cap.entry-without-alert': [
    'warning',
    '条目既没有预警，也没有指向预警的链接。',
    'An entry has neither an alert nor a link to one.',
  ],
  'cap.entry-unreadable': ['warning', '条目中的 XML 无法读取。', 'The XML inside an entry cannot be read.'],
  'cap.entry-incomplete': [
    'info',
    '条目缺少标识、标题或更新时间。',
    'An entry has no id, no title or no time of updating.',
  ],
  'cap.alert-outside-entry': ['warning', '预警不在任何条目之内。', 'An alert stands outside of any entry.'],
  'cap.container-unknown': ['warning', '预警在未知的容器中。', 'The alert is wrapped in something unknown.'],
  'cap.json-malformed': ['reject', '不是格式正确的 JSON。', 'This is not well-formed JSON.'],
  'cap.json-converted': ['info', 'JSON 形式已换算为 CAP。', 'The JSON form was converted to CAP.'],
  'cap.polygon-hole-ignored': [
    'warning',
    'CAP 不能表示带洞的多边形，已按外环处理。',
    'CAP has no polygons with holes; the outer ring was taken.',
  ],
} satisfies Record<string, CatalogueEntry>;
