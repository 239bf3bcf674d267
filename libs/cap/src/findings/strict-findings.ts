import type { CatalogueEntry } from './severity';

/** Recommendations of stricter profiles (Google's feed rules, WMO's composer). They never change a verdict. */
export const STRICT_FINDINGS = {
  'strict.description-missing': ['info', '建议提供描述。', 'A description is recommended.'],
  'strict.web-missing': ['info', '建议提供网址。', 'A web address is recommended.'],
  'strict.expires-missing': ['info', '建议提供失效时间。', 'A time of expiry is recommended.'],
  'strict.unknown-class': [
    'info',
    '建议给出紧急程度、严重程度和确定性，而非未知。',
    'Urgency, severity and certainty other than Unknown are recommended.',
  ],
  'strict.area-missing': [
    'info',
    '建议给出多边形、圆形或编码区域。',
    'An area by polygon, circle or code is recommended.',
  ],
  'strict.categories-differ': ['info', '各信息块的类别应一致。', 'All info blocks should have the same categories.'],
  'strict.event-codes-differ': [
    'info',
    '各信息块的事件编码应一致。',
    'All info blocks should have the same event codes.',
  ],
  'strict.headline-missing': ['info', '建议提供标题。', 'A headline is recommended.'],
  'strict.headline-too-long': ['info', '标题宜少于 140 字。', 'A headline should have fewer than 140 characters.'],
  'strict.headline-repeated': [
    'info',
    '标题、描述和防御指南应各不相同。',
    'Headline, description and instruction should differ from each other.',
  ],
  'strict.event-too-long': ['info', '事件名称宜不超过 35 字。', 'An event should have at most 35 characters.'],
  'strict.circle-zero': ['info', '圆形半径宜大于零。', 'The radius of a circle should be more than zero.'],
  'strict.polygon-many-points': ['info', '多边形顶点宜不超过 100 个。', 'A polygon should have at most 100 points.'],
  'strict.followup-names-nothing': [
    'info',
    '更新或解除必须引用尚未失效的报文。',
    'An Update or Cancel must name the messages that have not run out.',
  ],
  'strict.info-missing': ['info', '必须至少有一个信息块。', 'At least one info block is required.'],
  'strict.events-differ': [
    'info',
    '同一语言的信息块应为同一事件。',
    'Info blocks in one language should have the same event.',
  ],
  'strict.effective-after-expires': [
    'info',
    '生效时间不应晚于失效时间。',
    'It should not take effect after it expires.',
  ],
  'strict.area-undescribed': [
    'info',
    '每个区域必须有多边形、圆形或编码。',
    'Each area must have a polygon, a circle or a code.',
  ],
  'strict.area-without-shape': [
    'info',
    '除编码外，建议给出多边形或圆形。',
    'A polygon or a circle is recommended beside the codes.',
  ],
  'strict.offset-zero': [
    'info',
    '建议写明当地时区，而非世界时。',
    'The local offset is recommended in times, in place of UTC.',
  ],
  'strict.sender-name-missing': [
    'info',
    '强烈建议提供发布机构名称。',
    'The name of the sender is strongly recommended.',
  ],
  'strict.response-type-missing': ['info', '强烈建议提供响应类型。', 'A response type is strongly recommended.'],
  'strict.instruction-missing': ['info', '强烈建议提供防御指南。', 'An instruction is strongly recommended.'],
  'strict.contact-missing': ['info', '建议提供联系方式。', 'A contact is recommended.'],
  'strict.languages-say-the-same': [
    'info',
    '不同语言的信息块文字相同。',
    'Info blocks in different languages have the same text.',
  ],
  'strict.polygons-overlapping': [
    'info',
    '同一信息块的多边形不宜互相重叠。',
    'The polygons of an info block should not overlap.',
  ],
  'strict.feed-incomplete': [
    'info',
    '信息源缺少其格式所要求的元素。',
    'The feed lacks an element that its format asks for.',
  ],
  'strict.entry-incomplete': ['info', '条目缺少建议给出的元素。', 'The entry lacks an element that is recommended.'],
  'strict.entry-id-repeated': ['info', '多个条目的标识相同。', 'Several entries have the same id.'],
} satisfies Record<string, CatalogueEntry>;
