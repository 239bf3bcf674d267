import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import type { FastifyRequest } from 'fastify';
import {
  AcceptsBody,
  CurrentAccount,
  IsDivision,
  IsInstant,
  Roles,
  sheetAnswer,
  Summary,
  type Account,
  type SheetAnswer,
} from '@libs/http';
import { RecordMachineTrips } from './record-machine-trips';

class Trip {
  @IsUUID() machineId!: string;
  /** Mission that it was for, if it was for one. */
  @IsOptional() @IsUUID() missionId?: string;
  /** Where it went, in words. */
  @IsString() @Length(1, 200) destination!: string;
  /** Where it went, by division code. */
  @IsDivision() divisionCode!: string;
  @IsInstant() leftAt!: string;
  /** Absent while it is out. */
  @IsOptional() @IsInstant() returnedAt?: string;
}

class TripSheet {
  @IsUUID() emergencyId!: string;
  /** At most 500; each has its own result. */
  @ApiProperty({ type: () => [Trip], minItems: 1, maxItems: 500 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => Trip)
  rows!: Trip[];
}

@ApiTags('dispatch')
@Controller('api/dispatch/machine-trips')
export class RecordMachineTripsController {
  constructor(private readonly recordMachineTrips: RecordMachineTrips) {}

  @Post()
  @HttpCode(200)
  // 500 rows with long names of places.
  @AcceptsBody({ limit: 1024 * 1024 })
  @Roles('dispatcher')
  @Summary({ en: 'Record a sheet of machine-trips, one row each', 'zh-CN': '登记机械出动(每行一台次)' })
  async record(
    @Body() { emergencyId, rows }: TripSheet,
    @CurrentAccount() by: Account,
    @Req() request: FastifyRequest,
  ): Promise<SheetAnswer> {
    const trips = rows.map(({ leftAt, returnedAt, ...row }) => ({
      ...row,
      leftAt: new Date(leftAt),
      returnedAt: returnedAt ? new Date(returnedAt) : undefined,
    }));
    return sheetAnswer(await this.recordMachineTrips.execute({ emergencyId, rows: trips }, by), request);
  }
}
