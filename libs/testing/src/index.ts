export * from './database';
export * from './eventually';
export * from './fixed-clock';
export * from './kafka';
export * from './programs';
export * from './redis';
export * from './test-issuer';
export { makeIdentity, type CertificateWish, type Identity } from './certificates';
export { capDocument, CAP_RING, type CapFields, type CapParts } from './cap-document';
