import { signCap } from '@libs/cap';
import { makeIdentity } from '@libs/testing';
import { capOf, type AlertSample } from '../load/alert';

const signer = makeIdentity({ name: 'Bench' });
const POINTS = 41_009;
const ATTACHED_BYTES = 590_000;

/** The alert of the other benchmarks, signed by an elliptic key. */
export function signedCapOf(sample: AlertSample): string {
  return signCap(capOf(sample), signer);
}

/** A signed alert with one outline of 41,009 points, 880 kB, as a national office has published one. */
export function outlineCapOf(sample: AlertSample): string {
  const ring = Array.from({ length: POINTS - 1 }, (_, at) => {
    const angle = (at / (POINTS - 1)) * 2 * Math.PI;
    const radius = 0.3 + Math.sin(angle * 400) / 100;
    return `${(36 + Math.sin(angle) * radius).toFixed(7)},${(107.5 + Math.cos(angle) * radius).toFixed(7)}`;
  });
  const text = capOf(sample).replace(/<polygon>[^<]*/, () => `<polygon>${[...ring, ring[0]].join(' ')}`);
  return signCap(text, signer);
}

/** A signed alert with 590 kB of sound in it. */
export function attachedCapOf(sample: AlertSample): string {
  const sound = Buffer.alloc((ATTACHED_BYTES * 3) / 4, sample.identifier).toString('base64');
  const resource = `<resource><resourceDesc>Siren</resourceDesc><mimeType>audio/mpeg</mimeType><uri>siren.mp3</uri><derefUri>${sound}</derefUri></resource>`;
  return signCap(capOf(sample).replace('<area>', `${resource}<area>`), signer);
}
