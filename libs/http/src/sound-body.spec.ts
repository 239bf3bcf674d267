import 'reflect-metadata';
import { plainToInstance, Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
  validateSync,
} from 'class-validator';
import fc from 'fast-check';
import { IsDivision, IsInstant } from './field-rules';
import { soundBody } from './sound-body';

class Place {
  @IsInt() @Min(-90) @Max(90) latitude!: number;
  @IsOptional() @IsDivision() division?: string;
}

class Row {
  @IsUUID() id!: string;
  @IsIn(['moved', 'refused']) outcome!: string;
  @ValidateIf(({ outcome }: Row) => outcome === 'refused') @IsString() @Length(1, 5) why?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(2) @IsUUID(undefined, { each: true }) members?: string[];
  @IsOptional() @IsInstant() at?: string;
  @IsOptional() @ValidateNested() @Type(() => Place) place?: Place;
}

class Sheet {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(3) @ValidateNested({ each: true }) @Type(() => Row) rows!: Row[];
}

class Converted {
  @IsInt() @Transform(({ value }) => Number(value)) count!: number;
}

const OPTIONS = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };

/** Mostly good, so that whole sheets are; any field may be missing, empty or of another kind. */
const some = <T>(good: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 40, arbitrary: good },
    { weight: 1, arbitrary: fc.constantFrom(null, '', 7, 'x', [], {}, ['x'], { y: 1 }, true) },
  );
const uuid = fc.uuid();
const place = fc.record(
  { latitude: some(fc.integer({ min: -91, max: 91 })), division: some(fc.constantFrom('62', '621021', '6')) },
  { requiredKeys: [] },
);
const row = fc.record(
  {
    id: some(uuid),
    outcome: some(fc.constantFrom('moved', 'refused')),
    why: some(fc.string({ maxLength: 6 })),
    members: some(fc.array(some(uuid), { maxLength: 3 })),
    at: some(fc.constantFrom('2026-07-01T08:00:00Z', '2026-07-01T08:00:00', '2026-02-30T08:00:00Z')),
    place: some(place),
    more: fc.constant(1),
  },
  { requiredKeys: ['id', 'outcome'], noNullPrototype: true },
);
const sheet = fc.oneof(
  fc.record({ rows: some(fc.array(some(row), { minLength: 0, maxLength: 4 })) }, { noNullPrototype: true }),
  fc.record({ rows: fc.array(fc.record({ id: uuid, outcome: fc.constant('moved') }), { minLength: 1, maxLength: 3 }) }),
);

/** What class-validator does not see. */
const hasListForObject = ({ rows }: Sheet): boolean =>
  rows.some((one) => Array.isArray(one) || Array.isArray(one.place));

describe('a body', () => {
  it('is sound if and only if class-validator finds no fault, and is the same instance then', () => {
    let sound = 0;
    fc.assert(
      fc.property(sheet, (given) => {
        const body: unknown = JSON.parse(JSON.stringify(given));
        const instance = plainToInstance(Sheet, body as object);
        const isAccepted = validateSync(instance, OPTIONS).length === 0 && !hasListForObject(body as Sheet);
        const found = soundBody(Sheet, JSON.parse(JSON.stringify(given)))!;
        expect('instance' in found).toBe(isAccepted);
        if (!('instance' in found)) return;
        sound += 1;
        expect(found.instance).toEqual(instance);
        expect((found.instance as Sheet).rows.every((one) => one instanceof Row)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
    expect(sound).toBeGreaterThan(100);
  });

  it('with an array where an object belongs is not sound, which class-validator does not see', () => {
    expect(soundBody(Sheet, { rows: [[]] })).toEqual({ faultAt: ['rows', '0'] });
  });

  it('whose class converts its values is left to class-validator', () => {
    expect(soundBody(Converted, { count: 3 })).toBeUndefined();
  });
});
