import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { plainToInstance } from 'class-transformer';
import { IsInt, Min, validate } from 'class-validator';
import { SignJWT, generateKeyPair, jwtVerify } from 'jose';
import { v7, version } from 'uuid';

@Injectable()
class Tower {
  readonly lit = true;
}

@Injectable()
class Watch {
  constructor(readonly tower: Tower) {}
}

class Height {
  @IsInt()
  @Min(1)
  metres!: number;
}

describe('the tool chain (docs/adr/0005), on plain Node without flags', () => {
  it('injects by the metadata that the compiler emits', async () => {
    const nest = await Test.createTestingModule({ providers: [Tower, Watch] }).compile();

    expect(nest.get(Watch).tower.lit).toBe(true);
  });

  it('validates by decorators', async () => {
    expect(await validate(plainToInstance(Height, { metres: 3 }))).toEqual([]);
    expect(await validate(plainToInstance(Height, { metres: 0 }))).toHaveLength(1);
  });

  it('loads packages that ship ES modules only', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const token = await new SignJWT({ roles: ['auditor'] }).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);

    expect((await jwtVerify(token, publicKey)).payload).toMatchObject({ roles: ['auditor'] });
    expect(version(v7())).toBe(7);
  });
});
