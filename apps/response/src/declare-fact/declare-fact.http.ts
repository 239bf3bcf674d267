import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsISO8601, IsNumber, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { CurrentAccount, Roles, Summary, type Account } from '@libs/http';
import { DeclareFact } from './declare-fact';

class EmergencyPath {
  @IsUUID() id!: string;
}

class Declaring {
  /** What is declared, as a plan of the rule data names it, for example days-without-rain. */
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/) @Length(1, 64) metric!: string;
  /** Unit of the plan. */
  @IsString() @Length(1, 32) unit!: string;
  @IsNumber() @Min(0) @Max(1_000_000_000) value!: number;
  /** Where it holds. */
  @Matches(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?$/) divisionCode!: string;
  /** When it was so, where that is not now. */
  @IsOptional() @IsISO8601({ strict: true, strictSeparator: true }) happenedAt?: string;
  /** Paper that says so. */
  @IsOptional() @IsString() @Length(1, 500) document?: string;
}

@ApiTags('response')
@Controller('api/response/emergencies')
export class DeclareFactController {
  constructor(private readonly declareFact: DeclareFact) {}

  @Post(':id/facts')
  @Roles('duty-officer', 'duty-leader', 'commander')
  @Summary({ en: 'Declare a fact that no counter counts', 'zh-CN': '填报无法自动统计的情况' })
  declare(
    @Param() { id }: EmergencyPath,
    @Body() body: Declaring,
    @CurrentAccount() by: Account,
  ): Promise<{ factId: string }> {
    const { happenedAt, ...fact } = body;
    const at = happenedAt === undefined ? {} : { happenedAt: new Date(happenedAt) };
    return this.declareFact.execute({ ...fact, ...at, emergencyId: id }, by);
  }
}
