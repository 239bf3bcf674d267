export { DEFAULT_MAX_BYTES, judge, type Judgement, type JudgeOptions } from './judge/judge';
export type { Supplied } from './judge/supplied';
export type { Verdict } from './judge/verdict';
export { CATALOGUE as FINDING_CATALOGUE } from './findings/catalogue';
export type { Finding, FindingCode, LocalText, Severity } from './findings/finding';
export { expiryOf } from './judge/plausibility';
export type { Area, CapMessage, Circle, Info, NamedValue, Position, Reference, Resource } from './message';
export type { Glimpse } from './read/glimpse';
export { colourOfSeverity, severityOfColour } from './profile/chinese-values';
export { divisionCodes } from './profile/division-codes';
export { schemaFindings } from './schema/check-schema';
export { XML_LIMITS } from './xml/xml-tree';
export {
  CATEGORIES,
  CERTAINTIES,
  COLOURS,
  MESSAGE_TYPES,
  NAMESPACES,
  RESPONSE_TYPES,
  SCOPES,
  SEVERITIES,
  STATUSES,
  URGENCIES,
  type CapSeverity,
  type Category,
  type Certainty,
  type Colour,
  type MessageType,
  type Profile,
  type ResponseType,
  type Scope,
  type Status,
  type Urgency,
} from './vocabulary';
export { writeCap, type WriteOptions } from './write/write-cap';
export { writeChinese, type ChineseIssuer } from './write/write-chinese';
export { signCap, type Signer } from './signature/sign';
export type { CertificateRecord, SignatureRecord } from './signature/record';
export type { SignatureReading } from './signature/verify';
export type { Trust, TrustBinding, TrustStore } from './signature/trust';
