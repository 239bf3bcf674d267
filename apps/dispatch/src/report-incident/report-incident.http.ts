import { Body, Controller, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Length, Matches, ValidateBy } from 'class-validator';
import { CurrentAccount, IsDivision, IsInstant, Roles, Summary, type Account } from '@libs/http';
import { ReportIncident } from './report-incident';

const isPosition = (value: unknown): boolean => {
  const [longitude, latitude] = Array.isArray(value) && value.length === 2 ? (value as unknown[]) : [];
  return (
    typeof longitude === 'number' &&
    typeof latitude === 'number' &&
    Math.abs(longitude) <= 180 &&
    Math.abs(latitude) <= 90
  );
};
const IsPosition = () =>
  ValidateBy({
    name: 'isPosition',
    validator: {
      validate: isPosition,
      defaultMessage: () => 'longitude and latitude, for example [107.88, 36.03]｜经度与纬度，例如 [107.88, 36.03]',
    },
  });

class Incident {
  @IsUUID() emergencyId!: string;
  /** Kind of incident, for example culvert-ponding, flash-flood, collapse, power-loss. */
  @Matches(/^[a-z][a-z-]{1,63}$/) kind!: string;
  /** Name for people. */
  @IsString() @Length(1, 200) name!: string;
  /** What was seen. */
  @IsString() @Length(1, 2000) description!: string;
  /** Where, by division code. */
  @IsDivision() divisionCode!: string;
  /** Where, WGS-84 degrees: longitude, latitude. */
  @ApiProperty({ type: [Number], minItems: 2, maxItems: 2, required: false })
  @IsOptional()
  @IsPosition()
  position?: [number, number];
  /** When it happened, where that is not now. */
  @IsOptional() @IsInstant() happenedAt?: string;
  /** Date as the source writes it; kept as it came. */
  @IsOptional() @IsString() @Length(1, 32) sourceDate?: string;
}

@ApiTags('dispatch')
@Controller('api/dispatch/incidents')
export class ReportIncidentController {
  constructor(private readonly reportIncident: ReportIncident) {}

  @Post()
  @Roles('duty-officer', 'duty-leader', 'commander', 'dispatcher')
  @Summary({ en: 'Report an incident', 'zh-CN': '上报险情' })
  report(@Body() { happenedAt, ...report }: Incident, @CurrentAccount() by: Account): Promise<{ incidentId: string }> {
    return this.reportIncident.execute({ ...report, happenedAt: happenedAt ? new Date(happenedAt) : undefined }, by);
  }
}
