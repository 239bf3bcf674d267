import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { HttpProblem } from '@libs/http';

/** Cost of one hash: some 32 MB and some 80 ms of one core. Older hashes keep the parameters they were made with. */
const COST = { N: 2 ** 15, r: 8, p: 1 };
const LENGTH = 32;
/** Hashes at once, and more that may wait; beyond that we say so instead of filling the memory. */
const AT_ONCE = 2;
const MAY_WAIT = 64;

/** Hashes and checks passwords with scrypt; a form is `scrypt$N$r$p$salt$hash`. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  /** Checked when there is no such account, so that the time does not tell whether there is one. */
  private readonly nobody = this.hash(randomBytes(16).toString('base64'));

  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    const hash = await this.derive(password, salt, COST);
    return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), hash.toString('base64')].join('$');
  }

  /** Whether the password is right; takes as long without a hash as with one. */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    const [, N, r, p, salt = '', hash = ''] = (stored ?? (await this.nobody)).split('$');
    const derived = await this.derive(password, Buffer.from(salt, 'base64'), {
      N: Number(N),
      r: Number(r),
      p: Number(p),
    });
    return timingSafeEqual(derived, Buffer.from(hash, 'base64')) && stored !== undefined;
  }

  private async derive(password: string, salt: Buffer, cost: { N: number; r: number; p: number }): Promise<Buffer> {
    await this.takeTurn();
    try {
      return await derive(password.normalize('NFKC'), salt, { ...cost, maxmem: 256 * cost.N * cost.r });
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }

  private async takeTurn(): Promise<void> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= MAY_WAIT) throw new HttpProblem('unavailable', { headers: { 'retry-after': '2' } });
      await new Promise<void>((turn) => this.waiting.push(turn));
    }
    this.running++;
  }
}

const derive = (password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password, salt, LENGTH, options, (error, key) => (error ? reject(error) : resolve(key))),
  );

/** A password nobody chose: 20 letters and digits without look-alikes, 117 bits. */
export function newPassword(): string {
  const letters = '23456789abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';
  let password = '';
  while (password.length < 20) {
    // Bytes above the last whole multiple are thrown away, so that every letter is equally likely.
    for (const byte of randomBytes(32))
      if (byte < 220 && password.length < 20) password += letters[byte % letters.length];
  }
  return password;
}
