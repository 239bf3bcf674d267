/** What an address in a signature stands for. Algorithms that are not here cannot be checked. */
export const CANONICALISATIONS: Record<string, { exclusive: boolean; comments: boolean }> = {
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { exclusive: false, comments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': { exclusive: false, comments: true },
  'http://www.w3.org/2006/12/xml-c14n11': { exclusive: false, comments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { exclusive: false, comments: true },
  'http://www.w3.org/2001/10/xml-exc-c14n#': { exclusive: true, comments: false },
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments': { exclusive: true, comments: true },
};

/** What is written where a choice is ours. */
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

export const DIGESTS: Record<string, string> = {
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};

export const SIGNATURES: Record<string, { hash: string; elliptic: boolean }> = {
  'http://www.w3.org/2000/09/xmldsig#rsa-sha1': { hash: 'sha1', elliptic: false },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': { hash: 'sha256', elliptic: false },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': { hash: 'sha384', elliptic: false },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': { hash: 'sha512', elliptic: false },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1': { hash: 'sha1', elliptic: true },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256': { hash: 'sha256', elliptic: true },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384': { hash: 'sha384', elliptic: true },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512': { hash: 'sha512', elliptic: true },
};

/** Curves of a bare elliptic key, by their object identifiers, as JSON Web Keys name them. */
export const CURVES: Record<string, { name: string; bytes: number }> = {
  'urn:oid:1.2.840.10045.3.1.7': { name: 'P-256', bytes: 32 },
  'urn:oid:1.3.132.0.34': { name: 'P-384', bytes: 48 },
  'urn:oid:1.3.132.0.35': { name: 'P-521', bytes: 66 },
};
