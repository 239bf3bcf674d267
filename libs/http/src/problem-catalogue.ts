import type { LocalText, RefusalKind } from '@libs/kernel';

/** One way in which the edge itself says no. `{name}` in `detail` is filled from the problem's facts. */
export interface ProblemDefinition {
  status: number;
  title: LocalText;
  detail: LocalText;
}

const define = <const D extends Record<string, ProblemDefinition>>(definitions: D): D => definitions;
const text = (en: string, zh: string): LocalText => ({ 'zh-CN': zh, en });

const MALFORMED = text('The body cannot be read', '请求体无法读取');
const INVALID = text('The request is not valid', '请求不合法');
const SIGN_IN = text('Sign-in required', '需要登录');
const NOT_ALLOWED = text('Not allowed', '不允许');

/** Every code that `libs/http` itself answers with. Codes are stable: clients decide by them. */
export const PROBLEMS = define({
  'request.invalid': {
    status: 400,
    title: INVALID,
    detail: text('{count} field(s) are not acceptable; see errors.', '有 {count} 个字段不可接受，见 errors。'),
  },
  'request.malformed': {
    status: 400,
    title: INVALID,
    detail: text('The request cannot be understood as HTTP.', '该请求不是合法的 HTTP 报文。'),
  },
  'request.timeout': {
    status: 408,
    title: text('The request took too long', '请求发送超时'),
    detail: text('The whole request must arrive within {seconds} seconds.', '整个请求须在 {seconds} 秒内送达。'),
  },
  'request.headers-too-large': {
    status: 431,
    title: text('The headers are too large', '请求头过大'),
    detail: text('Send fewer or shorter headers.', '请减少或缩短请求头。'),
  },
  'request.path-too-long': {
    status: 414,
    title: text('The path is too long', '路径过长'),
    detail: text(
      'A part of the path is longer than any identifier of this system.',
      '路径中的一段超过了本系统任何标识的长度。',
    ),
  },
  'body.required': {
    status: 400,
    title: INVALID,
    detail: text(
      'A body is required: a JSON object, or what this address takes in its place.',
      '需要请求体：一个 JSON 对象，或此地址所接受的其他内容。',
    ),
  },
  'body.too-large': {
    status: 413,
    title: text('The body is too large', '请求体过大'),
    detail: text('The body is larger than {accepted}.', '请求体大于 {accepted}。'),
  },
  'json.malformed': {
    status: 400,
    title: MALFORMED,
    detail: text('The body is not valid JSON.', '请求体不是合法的 JSON。'),
  },
  'json.not-utf8': {
    status: 400,
    title: MALFORMED,
    detail: text('JSON must be encoded as UTF-8.', 'JSON 必须以 UTF-8 编码。'),
  },
  'json.duplicate-key': {
    status: 400,
    title: MALFORMED,
    detail: text(
      'A key occurs twice in one object, so it is not clear which value counts.',
      '同一对象中有重复的键，无法确定以哪个值为准。',
    ),
  },
  'json.forbidden-key': { status: 400, title: MALFORMED, detail: text('This key is never accepted.', '不接受该键。') },
  'json.too-deep': {
    status: 400,
    title: MALFORMED,
    detail: text('The JSON is nested deeper than {accepted} levels.', 'JSON 嵌套超过 {accepted} 层。'),
  },
  'json.number-out-of-range': {
    status: 400,
    title: MALFORMED,
    detail: text('A number cannot be kept exactly.', '数值超出可精确保存的范围。'),
  },
  'json.not-a-character': {
    status: 400,
    title: MALFORMED,
    detail: text(
      'A text holds half of a character (a lone surrogate) or NUL.',
      '文本中含有不完整的字符（孤立代理项）或空字符。',
    ),
  },
  'media-type.unsupported': {
    status: 415,
    title: text('This content type is not accepted here', '此处不接受该内容类型'),
    detail: text('Send {accepted}, not {found}.', '请以 {accepted} 发送，而不是 {found}。'),
  },
  'content-encoding.unsupported': {
    status: 415,
    title: text('Compressed bodies are not accepted', '不接受压缩的请求体'),
    detail: text('Send the body without content-encoding.', '请不要对请求体使用 content-encoding。'),
  },
  'route.not-found': {
    status: 404,
    title: text('No such address', '地址不存在'),
    detail: text('There is nothing at {path}.', '{path} 不存在。'),
  },
  'method.not-allowed': {
    status: 405,
    title: text('Method not allowed', '不允许该方法'),
    detail: text('{path} answers to {accepted}.', '{path} 只接受 {accepted}。'),
  },
  'resource.not-found': {
    status: 404,
    title: text('Not found', '未找到'),
    detail: text('There is no such record.', '没有该记录。'),
  },
  'auth.required': {
    status: 401,
    title: SIGN_IN,
    detail: text('Send a bearer token or sign in first.', '请提供令牌或先登录。'),
  },
  'auth.invalid-token': { status: 401, title: SIGN_IN, detail: text('The token is not valid here.', '令牌无效。') },
  'auth.expired-token': {
    status: 401,
    title: SIGN_IN,
    detail: text('The token has expired; get a new one.', '令牌已过期，请重新获取。'),
  },
  'auth.revoked-token': {
    status: 401,
    title: SIGN_IN,
    detail: text('The session of this token has ended.', '该令牌所属会话已结束。'),
  },
  'auth.role-required': {
    status: 403,
    title: NOT_ALLOWED,
    detail: text('This needs one of the roles {accepted}.', '需要以下角色之一：{accepted}。'),
  },
  'auth.cross-origin': {
    status: 403,
    title: NOT_ALLOWED,
    detail: text('A page of another origin may not do this.', '不允许来自其他站点页面的操作。'),
  },
  forbidden: { status: 403, title: NOT_ALLOWED, detail: text('You may not do this.', '您无权执行此操作。') },
  'rate.limited': {
    status: 429,
    title: text('Too many attempts', '尝试次数过多'),
    detail: text('Try again in {seconds} seconds.', '请在 {seconds} 秒后重试。'),
  },
  'rate.exceeded': {
    status: 429,
    title: text('Too many requests', '请求过于频繁'),
    detail: text(
      'No more than {accepted} requests in {seconds} seconds are accepted; nothing was done. Try again in {retryAfter} seconds.',
      '每 {seconds} 秒最多接受 {accepted} 次请求；本次未执行任何操作，请在 {retryAfter} 秒后重试。',
    ),
  },
  'idempotency.key-required': {
    status: 400,
    title: INVALID,
    detail: text(
      'A command needs the header Idempotency-Key, new for each command and the same when it is sent again.',
      '每个命令都须带请求头 Idempotency-Key：新命令用新值，重发时用原值。',
    ),
  },
  'idempotency.key-reused': {
    status: 422,
    title: text('This key belongs to another command', '该幂等键已用于其他命令'),
    detail: text(
      'The Idempotency-Key was used for another request; take a new one.',
      '该 Idempotency-Key 已用于另一个请求，请使用新值。',
    ),
  },
  'precondition.required': {
    status: 428,
    title: text('The version is missing', '缺少版本'),
    detail: text(
      "Send If-Match with the ETag you read, so that nobody's change is overwritten.",
      '请用 If-Match 带上读取时的 ETag，以免覆盖他人的修改。',
    ),
  },
  'precondition.failed': {
    status: 412,
    title: text('Changed in the meantime', '记录已被修改'),
    detail: text('The record is now at version {current}; read it again.', '该记录当前版本为 {current}，请重新读取。'),
  },
  internal: {
    status: 500,
    title: text('A fault of ours', '系统内部错误'),
    detail: text('The fault is logged under the correlation id.', '错误已记录，可凭关联编号查询。'),
  },
  unavailable: {
    status: 503,
    title: text('Not available for the moment', '暂时不可用'),
    detail: text('Nothing was done; try again shortly.', '未执行任何操作，请稍后重试。'),
  },
  'answer.lost': {
    status: 502,
    title: text('The answer was lost', '应答丢失'),
    detail: text(
      'The service ended before it answered. Send the same request again with the same Idempotency-Key: it is done once.',
      '服务在应答前中断。请用同一 Idempotency-Key 重发同一请求，不会重复执行。',
    ),
  },
});

export type ProblemCode = keyof typeof PROBLEMS;

/** How each kind of refusal of the business is answered. */
export const REFUSALS: Record<RefusalKind, { status: number; title: LocalText }> = {
  invalid: { status: 422, title: text('Not acceptable', '不可接受') },
  unauthenticated: { status: 401, title: SIGN_IN },
  forbidden: { status: 403, title: NOT_ALLOWED },
  'not-found': { status: 404, title: text('Not found', '未找到') },
  conflict: { status: 409, title: text('In conflict with the present state', '与当前状态冲突') },
  precondition: { status: 412, title: text('Changed in the meantime', '记录已被修改') },
  'too-early': { status: 409, title: text('Too early', '为时过早') },
  gone: { status: 410, title: text('No longer there', '已不存在') },
  'too-large': { status: 413, title: text('Too large', '过大') },
  unsupported: { status: 415, title: text('Not supported', '不支持') },
  unavailable: { status: 503, title: text('Not available for the moment', '暂时不可用') },
};
