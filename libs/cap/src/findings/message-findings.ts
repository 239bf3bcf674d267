import type { CatalogueEntry } from './severity';

/** What can be wrong with an alert and its info blocks. */
export const MESSAGE_FINDINGS = {
  'cap.not-an-alert': ['reject', '文档不是 CAP 预警。', 'The document is not a CAP alert.'],
  'cap.draft-invented': [
    'reject',
    '草稿中含有标准所没有的取值。',
    'This is a draft with values that the standard does not have.',
  ],
  'cap.template': [
    'reject',
    '这是尚未填写的模板，不是预警。',
    'This is a template that nobody has filled in, not an alert.',
  ],
  'cap.field-unfilled': ['hold', '模板中有一个字段未填写。', 'A field of a template was left unfilled.'],
  'cap.namespace-missing': [
    'hold',
    '没有 CAP 命名空间，无法确定所用标准。',
    'There is no CAP namespace, so the standard in use is not certain.',
  ],
  'cap.namespace-unknown': ['hold', '命名空间不属于 CAP。', 'The namespace is not one of CAP.'],
  'cap.namespace-repaired': [
    'warning',
    '命名空间书写有误，含义明确。',
    'The namespace is misspelt in a way that leaves no doubt.',
  ],
  'cap.element-unknown': ['warning', '标准中没有的元素，已忽略。', 'The standard has no such element; it was ignored.'],
  'cap.element-order': [
    'warning',
    '元素顺序与标准不符，已按名称读取。',
    'The elements are not in the order of the standard; they were read by name.',
  ],
  'cap.element-repeated': [
    'warning',
    '只允许出现一次的元素重复出现，内容相同。',
    'An element that may appear once appears again with the same content.',
  ],
  'cap.element-contradicting': [
    'hold',
    '只允许出现一次的元素重复出现，且内容不同。',
    'An element that may appear once appears again with other content.',
  ],
  'cap.attribute-unknown': [
    'warning',
    '标准中没有的属性，已忽略。',
    'The standard has no such attribute; it was ignored.',
  ],
  'cap.stray-text': [
    'warning',
    '元素之间有多余文字，已忽略。',
    'There is stray text between elements; it was ignored.',
  ],
  'cap.empty-element': ['info', '空元素按缺省处理。', 'An empty element is treated as absent.'],
  'cap.space-around': ['warning', '取值前后有空白，已去除。', 'White space around a value was removed.'],
  'cap.letter-case': [
    'warning',
    '取值大小写与标准不符，已更正。',
    'The letters of a value are in the wrong case; corrected.',
  ],
  'cap.direction-characters': [
    'warning',
    '文字中含有控制或方向字符，已去除。',
    'The text contains control or direction characters; they were removed.',
  ],

  'cap.identifier-missing': ['hold', '缺少标识符。', 'The identifier is missing.'],
  'cap.identifier-characters': [
    'warning',
    '标识符含有标准禁止的字符。',
    'The identifier contains characters that the standard forbids.',
  ],
  'cap.identifier-too-long': ['hold', '标识符过长。', 'The identifier is too long.'],
  'cap.sender-missing': ['hold', '缺少发布者。', 'The sender is missing.'],
  'cap.sender-characters': [
    'warning',
    '发布者含有标准禁止的字符。',
    'The sender contains characters that the standard forbids.',
  ],
  'cap.sender-too-long': ['hold', '发布者过长。', 'The sender is too long.'],
  'cap.sent-missing': ['hold', '缺少发布时间，或无法读取。', 'The time of sending is missing or cannot be read.'],
  'cap.sent-in-future': [
    'hold',
    '发布时间比现在晚一天以上（可能使用了其他历法）。',
    'The time of sending is more than a day ahead (perhaps another calendar).',
  ],
  'cap.status-missing': [
    'hold',
    '缺少状态或取值无效，无法判断是实际、演练还是测试。',
    'The status is missing or not allowed: nobody knows whether this is real, an exercise or a test.',
  ],
  'cap.status-draft': ['hold', '这是草稿。', 'This is a draft.'],
  'cap.msg-type-missing': ['hold', '缺少报文类型或取值无效。', 'The message type is missing or not allowed.'],
  'cap.scope-missing': ['hold', '缺少发布范围或取值无效。', 'The scope is missing or not allowed.'],
  'cap.restriction-missing': [
    'warning',
    '受限范围未说明限制。',
    'The scope is Restricted but no restriction is given.',
  ],
  'cap.restriction-unexpected': [
    'info',
    '非受限范围却给出限制。',
    'A restriction is given although the scope is not Restricted.',
  ],
  'cap.addresses-missing': ['warning', '私密范围未给出收件人。', 'The scope is Private but no addresses are given.'],

  'cap.reference-form': [
    'warning',
    '引用不是“发布者,标识符,时间”三元组。',
    'A reference is not a sender,identifier,sent triple.',
  ],
  'cap.reference-repeated': ['info', '同一引用重复出现。', 'The same reference appears more than once.'],
  'cap.reference-to-itself': [
    'warning',
    '报文引用了自己，已忽略。',
    'The message refers to itself; that reference was ignored.',
  ],
  'cap.reference-later': [
    'warning',
    '被引用报文的时间晚于本报文。',
    'The message referred to is dated later than this one.',
  ],
  'cap.followup-names-nothing': [
    'hold',
    '更新或解除没有指明针对哪一条预警。',
    'An update or cancel does not name the alert that it follows.',
  ],
  'cap.alert-with-references': ['info', '首次发布的预警带有引用。', 'A first alert carries references.'],

  'cap.info-missing': ['warning', '没有任何信息块。', 'There is no info block.'],
  'cap.language-assumed': ['info', '未注明语言，已推定。', 'The language is not given; one was assumed.'],
  'cap.language-attribute': [
    'warning',
    '语言写在属性里而非元素中，已采用。',
    'The language stands in an attribute in place of the element; it was taken.',
  ],
  'cap.language-form': ['warning', '语言代码书写不规范。', 'The language code is not well formed.'],
  'cap.category-missing': [
    'warning',
    '缺少类别或取值无效，按未知处理。',
    'The category is missing or not allowed; taken as Unknown.',
  ],
  'cap.event-missing': ['warning', '缺少事件名称。', 'The event is missing.'],
  'cap.response-type-unknown': [
    'warning',
    '响应类型取值无效，已忽略。',
    'The response type is not one of the allowed values; it was ignored.',
  ],
  'cap.urgency-missing': [
    'warning',
    '缺少紧急程度或取值无效，按未知处理。',
    'The urgency is missing or not allowed; taken as Unknown.',
  ],
  'cap.severity-missing': [
    'warning',
    '缺少严重程度或取值无效，按未知处理。',
    'The severity is missing or not allowed; taken as Unknown.',
  ],
  'cap.certainty-missing': [
    'warning',
    '缺少确定性或取值无效，按未知处理。',
    'The certainty is missing or not allowed; taken as Unknown.',
  ],
  'cap.certainty-very-likely': [
    'warning',
    '“Very Likely”是旧版取值，按“Likely”处理。',
    '"Very Likely" is a word of an older version; taken as Likely.',
  ],
  'cap.value-name-missing': ['warning', '名称—取值对缺少名称。', 'A name-and-value pair has no name.'],
  'cap.value-missing': ['info', '名称—取值对缺少取值。', 'A name-and-value pair has no value.'],
  'cap.html-in-text': [
    'info',
    '正文含有 HTML 标记，已转为纯文字。',
    'The text contains HTML; it was turned into plain text.',
  ],
  'cap.web-form': ['warning', '网址缺少协议或格式有误。', 'The web address has no scheme or is not well formed.'],
  'cap.resource-incomplete': ['warning', '附件缺少说明或类型。', 'A resource has no description or no type.'],
  'cap.resource-size': ['warning', '附件大小不是整数。', 'The size of a resource is not a whole number.'],
  'cap.digest-form': [
    'warning',
    '附件摘要不是十六进制的 SHA-1。',
    'The digest of a resource is not a SHA-1 in hexadecimal.',
  ],
  'cap.digest-mismatch': [
    'warning',
    '内嵌附件与其摘要不符。',
    'An embedded resource does not have the digest that is given for it.',
  ],
  'cap.headline-too-long': ['info', '标题过长。', 'The headline is long.'],
  'cap.colour-contradicting': [
    'warning',
    '颜色与严重程度不一致。',
    'The colour and the severity contradict each other.',
  ],

  'cap.time-unreadable': ['warning', '时间无法读取，已忽略。', 'A time cannot be read; it was ignored.'],
  'cap.time-offset-missing': [
    'warning',
    '时间没有时区，已按报文其他时间或世界时推定。',
    'A time has no offset from UTC; the one of the other times, or UTC, was assumed.',
  ],
  'cap.time-form': [
    'warning',
    '时间书写不规范，含义明确。',
    'A time is written in another form than the standard asks; its meaning is certain.',
  ],
  'cap.time-zulu': [
    'warning',
    '世界时写作 Z，标准要求数字时区。',
    'UTC is written as Z; the standard asks for a numeric offset.',
  ],
  'cap.time-leap-second': ['warning', '闰秒按下一秒处理。', 'A leap second was read as the next second.'],
  'cap.expires-missing': ['info', '没有失效时间。', 'There is no time of expiry.'],
  'cap.expires-not-after-sent': [
    'warning',
    '失效时间不晚于发布时间，视为已失效。',
    'It expires no later than it was sent; it is treated as run out.',
  ],
  'cap.expires-long-before-sent': [
    'hold',
    '失效时间比发布时间早三十天以上，其中之一应为笔误。',
    'It expires more than thirty days before it was sent: one of the two dates must be a typing error.',
  ],
  'cap.expires-before-effective': ['warning', '失效时间早于生效时间。', 'It expires before it takes effect.'],
  'cap.already-expired': [
    'warning',
    '收到时已失效，不再产生任何作用。',
    'It had run out when it arrived; it has no effect any more.',
  ],

  'cap.version-value': ['info', '按旧版 CAP 取值换算。', 'A value of an older version of CAP was converted.'],
} satisfies Record<string, CatalogueEntry>;
