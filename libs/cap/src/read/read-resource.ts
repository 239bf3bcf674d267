import type { Resource } from '../message';
import type { XmlElement } from '../xml/xml-tree';
import { childrenOf } from './children';
import { childPath, type Reading } from './reading';
import { RESOURCE_SHAPE } from './shape';
import { textOf } from './values';

/** One attachment. Nothing is fetched and nothing decoded here. */
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

  const more = { mimeType, uri: text('uri'), derefUri: text('derefUri'), digest: text('digest') };
  for (const [name, value] of Object.entries(more)) {
    if (value !== undefined) resource[name as keyof typeof more] = value;
  }
  return resource;
}
