/** A short Weierstrass curve with a = −3, as certificate authorities use them (FIPS 186-4, D.1.2). */
export interface Curve {
  name: string;
  bytes: number;
  p: bigint;
  b: bigint;
  /** Order of the base point. */
  n: bigint;
  base: Point;
}

export interface Point {
  x: bigint;
  y: bigint;
}

/** x = X/Z², y = Y/Z³: adding needs no division. Z is 0 at infinity. */
interface Jacobian {
  x: bigint;
  y: bigint;
  z: bigint;
}

const INFINITY: Jacobian = { x: 1n, y: 1n, z: 0n };

export const ISSUER_CURVES: readonly Curve[] = [
  {
    name: 'P-256',
    bytes: 32,
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    base: {
      x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    },
  },
  {
    name: 'P-384',
    bytes: 48,
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    base: {
      x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
      y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
    },
  },
];

/**
 * The two public keys that can have made an ECDSA signature (SEC 1, 4.1.6): an issuer's key without its certificate.
 * @param hash of what was signed, cut to the length of the order
 */
export function possibleSigners(curve: Curve, r: bigint, s: bigint, hash: bigint): Point[] {
  const { p, b, n, base } = curve;
  if (r <= 0n || r >= n || s <= 0n || s >= n) return [];
  const square = modulo(r * r * r - 3n * r + b, p);
  const y = power(square, (p + 1n) / 4n, p);
  if ((y * y) % p !== square) return [];
  const inverse = inverseOf(r, n);
  const [ofPoint, ofBase] = [(s * inverse) % n, modulo(-hash * inverse, n)];
  return [y, p - y].flatMap((each) => {
    const point = plain(sumOfProducts(curve, ofPoint, { x: r, y: each }, ofBase, base), p);
    return point ? [point] : [];
  });
}

/** k·P + l·Q in one pass over the bits. */
function sumOfProducts({ p }: Curve, k: bigint, first: Point, l: bigint, second: Point): Jacobian {
  const [one, two] = [first, second].map((point) => ({ ...point, z: 1n })) as [Jacobian, Jacobian];
  const table = [undefined, one, two, add(one, two, p)];
  let sum = INFINITY;
  const length = Math.max(k.toString(2).length, l.toString(2).length);
  for (let bit = BigInt(length) - 1n; bit >= 0n; bit -= 1n) {
    sum = double(sum, p);
    const step = table[Number(((k >> bit) & 1n) | (((l >> bit) & 1n) << 1n))];
    if (step) sum = add(sum, step, p);
  }
  return sum;
}

function double({ x, y, z }: Jacobian, p: bigint): Jacobian {
  if (z === 0n || y === 0n) return INFINITY;
  const z2 = (z * z) % p;
  const y2 = (y * y) % p;
  const s = (4n * x * y2) % p;
  const m = (3n * (x - z2) * (x + z2)) % p;
  const x3 = modulo(m * m - 2n * s, p);
  return { x: x3, y: modulo(m * (s - x3) - 8n * y2 * y2, p), z: (2n * y * z) % p };
}

function add(one: Jacobian, two: Jacobian, p: bigint): Jacobian {
  if (one.z === 0n) return two;
  if (two.z === 0n) return one;
  const [a2, b2] = [(one.z * one.z) % p, (two.z * two.z) % p];
  const [u1, u2] = [(one.x * b2) % p, (two.x * a2) % p];
  const [s1, s2] = [(one.y * b2 * two.z) % p, (two.y * a2 * one.z) % p];
  if (u1 === u2) return s1 === s2 ? double(one, p) : INFINITY;
  const h = modulo(u2 - u1, p);
  const r = s2 - s1;
  const h2 = (h * h) % p;
  const h3 = (h * h2) % p;
  const v = (u1 * h2) % p;
  const x = modulo(r * r - h3 - 2n * v, p);
  return { x, y: modulo(r * (v - x) - s1 * h3, p), z: (h * one.z * two.z) % p };
}

function plain({ x, y, z }: Jacobian, p: bigint): Point | undefined {
  if (z === 0n) return undefined;
  const inverse = inverseOf(z, p);
  const square = (inverse * inverse) % p;
  return { x: (x * square) % p, y: (y * square * inverse) % p };
}

function modulo(value: bigint, by: bigint): bigint {
  const rest = value % by;
  return rest < 0n ? rest + by : rest;
}

function power(base: bigint, exponent: bigint, by: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % by) {
    if (rest & 1n) result = (result * square) % by;
  }
  return result;
}

/** For a prime modulus, by Euclid. */
function inverseOf(value: bigint, by: bigint): bigint {
  let [low, high] = [modulo(value, by), by];
  let [ofLow, ofHigh] = [1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high] = [high - quotient * low, low];
    [ofLow, ofHigh] = [ofHigh - quotient * ofLow, ofLow];
  }
  return modulo(ofLow, by);
}
