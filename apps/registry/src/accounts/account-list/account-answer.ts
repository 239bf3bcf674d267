import { ApiProperty } from '@nestjs/swagger';
import type { Account } from '../domain/account';

/** An account as administrators see it; never its password or the hash of it. */
export class AccountAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() username!: string;
  @ApiProperty() displayName!: string;
  @ApiProperty({ type: [String] }) roles!: string[];
  @ApiProperty({ description: 'Division code · 行政区划代码' }) division!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) disabledAt!: string | null;
  @ApiProperty({ description: 'Counts the changes; also the ETag · 修改次数，即 ETag' }) version!: number;
}

export const answerOf = ({
  id,
  username,
  displayName,
  roles,
  division,
  disabledAt,
  version,
}: Account): AccountAnswer => ({
  id,
  username,
  displayName,
  roles,
  division,
  disabledAt: disabledAt?.toISOString() ?? null,
  version,
});
