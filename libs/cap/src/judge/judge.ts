import { isAlertInOtherLetters, openContainer } from '../containers/container';
import { alertsInJson, looksLikeJson } from '../containers/json';
import { Findings, type Finding } from '../findings/finding';
import type { CapMessage } from '../message';
import { glimpseOf, type Glimpse } from '../read/glimpse';
import { checkSchema } from '../schema/check-schema';
import type { SignatureRecord } from '../signature/record';
import { hasPartsOfSignature } from '../signature/recognise';
import type { TrustStore } from '../signature/trust';
import { SIGNATURE_NAMESPACE } from '../vocabulary';
import { decode } from '../xml/decode';
import { parseXml, type XmlElement } from '../xml/xml-tree';
import { checkSignatures } from './check-signatures';
import { judgeAlert } from './judge-alert';
import { checkFeedStrictly } from './strict-feed';
import { checkStrictly } from './strict-profile';
import { fingerprintOf, withSupplied, type Supplied } from './supplied';
import { verdictOf, verdictOfAll, type ContainerKind, type Verdict } from './verdict';

export interface Judgement {
  verdict: Verdict;
  /** About the document, and for a single alert about the alert. Heaviest first. */
  findings: Finding[];
  /** Present when the document is one alert that could be read as a message, also when it is held. */
  message?: CapMessage;
  /** Of an alert that is held and could not be read as a message: which one it is, as far as can be seen. */
  glimpse?: Glimpse;
  /** What each signature of a single alert says, in document order; absent when it has none. */
  signatures?: SignatureRecord[];
  /** For a feed, an envelope or a list: one judgement for each alert inside, in document order. */
  alerts?: Judgement[];
  /** For a feed: addresses of alerts that are not in the document itself. */
  links?: string[];
  /** Of an alert inside a container: SHA-256 of its element, hexadecimal; the same in whatever container it comes. */
  fingerprint?: string;
}

export interface JudgeOptions {
  /** The time of receipt. */
  now: Date;
  /** Largest document, in bytes; 4 MiB when not given. */
  maxBytes?: number;
  /** Signatures are checked unless told otherwise; a signature costs some milliseconds. */
  signatures?: 'check' | 'ignore';
  /** What a person vouches for: it is read as if it stood in every alert of the document, in the place of what does. */
  supplied?: Supplied;
  /** Whom to trust: each signature that holds is then called trusted or not. */
  trust?: TrustStore;
  /** Adds the recommendations of stricter profiles as findings of weight `info`. */
  strict?: boolean;
  /** Adds what the OASIS schema says as findings of weight `info`; they never change a verdict. */
  schema?: boolean;
}

export const DEFAULT_MAX_BYTES = 4 * 1024 * 1024;

/**
 * One verdict for one document as received. Never throws, whatever the bytes are; time grows linearly with them.
 * `accepted` and `accepted-with-warnings` may be acted on, `held` needs a person, `rejected` is not to be trusted; a
 * container is `partly-accepted` when some of its entries are not, and `index` when it only links to alerts.
 */
export function judge(bytes: Uint8Array, options: JudgeOptions): Judgement {
  const findings = new Findings();
  const limit = options.maxBytes ?? DEFAULT_MAX_BYTES;
  if (bytes.length > limit) {
    findings.add('xml.too-large', '/', { found: `${bytes.length}`, expected: `≤ ${limit}` });
    return concluded(findings);
  }
  const text = decode(bytes, findings);
  if (text === undefined) return concluded(findings);
  if (looksLikeJson(text)) return judgeJson(text, options, findings);

  const root = parseXml(text, findings);
  if (root === undefined) return concluded(findings);
  if (root.name === 'alert') return judgeDocument(root, text, options, findings);
  if (isAlertInOtherLetters(root)) {
    findings.add('cap.letter-case', '/alert', { found: root.name, repaired: 'alert' });
    return judgeDocument({ ...root, name: 'alert' }, text, options, findings);
  }
  return judgeContainer(root, options, findings);
}

/** A document that is one alert: only then its signatures cover what was read. */
function judgeDocument(root: XmlElement, text: string, options: JudgeOptions, findings: Findings): Judgement {
  const message = judgeAlert(withSupplied(root, options.supplied), options.now, findings);
  const signed = options.signatures !== 'ignore' && carriesSignature(root);
  const signatures = signed ? checkSignatures(text, message, options.trust, findings) : undefined;
  addOpinions(root, message, options, findings);
  const judgement = withMessage(root, message, findings);
  return signatures ? { ...judgement, signatures } : judgement;
}

function carriesSignature({ children }: XmlElement): boolean {
  return (
    children.some(({ name, namespace }) => name === 'Signature' && namespace === SIGNATURE_NAMESPACE) ||
    hasPartsOfSignature(children.map(({ name }) => name)) ||
    children.some(carriesSignature)
  );
}

/** What others than the judge say: they never change a verdict. */
function addOpinions(
  alert: XmlElement,
  message: CapMessage | undefined,
  { schema, strict }: JudgeOptions,
  findings: Findings,
): void {
  if (schema) checkSchema(alert, findings);
  if (strict && message) checkStrictly(message, findings);
}

function judgeOne(alert: XmlElement, options: JudgeOptions, findings: Findings): Judgement {
  const message = judgeAlert(withSupplied(alert, options.supplied), options.now, findings);
  addOpinions(alert, message, options, findings);
  if (carriesSignature(alert)) {
    findings.add('cap.signature-unverifiable', '/alert/Signature[1]', { found: 'inside another document' });
  }
  return { ...withMessage(alert, message, findings), fingerprint: fingerprintOf(alert) };
}

function withMessage(alert: XmlElement, message: CapMessage | undefined, findings: Findings): Judgement {
  const judgement = concluded(findings);
  if (judgement.verdict === 'rejected') return judgement;
  return message === undefined ? { ...judgement, glimpse: glimpseOf(alert) } : { ...judgement, message };
}

function judgeJson(text: string, options: JudgeOptions, findings: Findings): Judgement {
  const alerts = alertsInJson(text, findings);
  return judgeAll(alerts, { independent: true, brokenEntries: 0 }, options, findings);
}

function judgeContainer(root: XmlElement, options: JudgeOptions, findings: Findings): Judgement {
  const container = openContainer(root, findings);
  if (container === undefined) {
    findings.add('cap.not-an-alert', '/', { found: `{${root.namespace}}${root.name}`, expected: 'alert' });
    return concluded(findings);
  }
  if (options.strict && container.feed) checkFeedStrictly(root, findings);
  const judgement = judgeAll(container.alerts, container, options, findings);
  return container.feed ? { ...judgement, links: container.links } : judgement;
}

function judgeAll(elements: XmlElement[], kind: ContainerKind, options: JudgeOptions, findings: Findings): Judgement {
  if (findings.worst === 'reject') return concluded(findings);
  const alerts = elements.map((element) => judgeOne(element, options, new Findings()));
  const verdict = verdictOfAll(
    alerts.map((alert) => alert.verdict),
    kind,
    findings.worst,
  );
  return { verdict, findings: findings.all(), alerts };
}

function concluded(findings: Findings): Judgement {
  return { verdict: verdictOf(findings.worst), findings: findings.all() };
}
