import type { CatalogueEntry } from './severity';

/** What the XML signatures of a message say. Whether their keys are trusted is another question. */
export const SIGNATURE_FINDINGS = {
  'cap.signature-intact': [
    'info',
    '签名有效：内容自签名后未被改动。',
    'The signature holds: nothing was changed since it was signed.',
  ],
  'cap.signature-tampered': [
    'reject',
    '签名在任何读法下都不成立：内容或签名已被改动。',
    'The signature holds in no reading: the content or the signature was changed.',
  ],
  'cap.signature-covers-another': [
    'hold',
    '签名覆盖的是别的元素，不是这份预警。',
    'The signature covers another element, not this alert.',
  ],
  'cap.signature-damaged': [
    'hold',
    '签名的名称或位置有误，无法与被篡改的签名区分。',
    'The signature is called or placed otherwise than a signature: it may have been changed after it was made.',
  ],
  'cap.signature-unverifiable': ['warning', '签名无法核验。', 'The signature cannot be checked.'],
  'cap.signature-trusted': [
    'info',
    '签名证书可信，且可为该发布者签名。',
    'The certificate is trusted, and may sign for this sender.',
  ],
  'cap.signature-untrusted': [
    'info',
    '签名有效，但其证书不可信，不能证明发布者是谁。',
    'The signature holds, but its certificate is not trusted: it does not prove who sent the message.',
  ],
  'cap.signature-weak': ['warning', '签名使用已不安全的 SHA-1。', 'The signature uses SHA-1, which is no longer safe.'],
  'cap.signature-outside-validity': [
    'warning',
    '发布时间不在签名证书的有效期内。',
    'It was sent outside of the validity of the certificate that signed it.',
  ],
} satisfies Record<string, CatalogueEntry>;
