import { createHash } from 'node:crypto';
import type { Resource } from '../message';
import type { XmlElement } from '../xml/xml-tree';
import { childrenOf } from './children';
import { childPath, type Reading } from './reading';
import { RESOURCE_SHAPE } from './shape';
import { textOf } from './values';

/** One attachment. Nothing is fetched. */
export function readResource(element: XmlElement, path: string, reading: Reading): Resource {
  const children = childrenOf(element, RESOURCE_SHAPE, path, reading);
  const text = (name: string) => textOf(children, name, path, reading);
  const resource: Resource = { resourceDesc: text('resourceDesc') ?? '' };
  const mimeType = text('mimeType');
  if (resource.resourceDesc === '' || (mimeType === undefined && reading.profile === 'cap-1.2')) {
    reading.findings.add('cap.resource-incomplete', path);
  }
  const size = text('size');
  if (size !== undefined && /^[+-]?\d{1,15}$/.test(size)) resource.size = Number(size);
  else if (size !== undefined) reading.findings.add('cap.resource-size', childPath(path, 'size'), { found: size });

  checkDigest(text('digest'), text('derefUri'), path, reading);
  const more = { mimeType, uri: text('uri'), derefUri: text('derefUri'), digest: text('digest') };
  for (const [name, value] of Object.entries(more)) {
    if (value !== undefined) resource[name as keyof typeof more] = value;
  }
  return resource;
}

/** What is embedded can be compared with its digest; what stands behind a link cannot. */
function checkDigest(digest: string | undefined, embedded: string | undefined, path: string, reading: Reading): void {
  if (digest === undefined) return;
  const at = childPath(path, 'digest');
  const hexadecimal = digest.replace(/^sha-?1:/i, '').toLowerCase();
  if (!/^[0-9a-f]{40}$/.test(hexadecimal)) {
    reading.findings.add('cap.digest-form', at, { found: digest, expected: '40 × 0-9a-f' });
  } else if (embedded !== undefined) {
    const own = createHash('sha1').update(Buffer.from(embedded, 'base64')).digest('hex');
    if (own !== hexadecimal) reading.findings.add('cap.digest-mismatch', at, { found: digest, expected: own });
  }
}
