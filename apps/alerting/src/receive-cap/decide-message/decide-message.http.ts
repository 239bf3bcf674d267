import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { MESSAGE_TYPES, SCOPES, STATUSES } from '@libs/cap';
import { AcceptsBody, CurrentAccount, IsDivision, IsInstant, Roles, Summary, type Account } from '@libs/http';
import { DecideMessage, type DecidedMessage } from './decide-message';

class MessagePath {
  @IsUUID() id!: string;
}

/** Neither white space nor what separates references. */
const KEY = /^[^\s,<&]{1,500}$/;

const isRing = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length >= 4 &&
  value.length <= 10_000 &&
  value.every(
    (position) =>
      Array.isArray(position) && position.length === 2 && position.every((degrees) => Number.isFinite(degrees)),
  );

/** A closed ring of [longitude, latitude] positions. */
const AreRings = (): PropertyDecorator =>
  ValidateBy({
    name: 'rings',
    validator: {
      validate: (value) => Array.isArray(value) && value.every(isRing),
      defaultMessage: () => 'closed rings of [lon, lat], at least 4 positions each｜[经度, 纬度] 闭合环，至少 4 个点',
    },
  });

class NamedMessage {
  @Matches(KEY) sender!: string;
  @Matches(KEY) identifier!: string;
  @IsInstant() sent!: string;
}

class CorrectedArea {
  /** The area in words. */
  @IsString() @Length(1, 1000) description!: string;
  @ApiProperty({ type: [String], required: false, maxItems: 500 })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsDivision({ each: true })
  divisionCodes?: string[];
  /** Closed rings, GeoJSON order. */
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'array', items: { type: 'number' } } } })
  @IsOptional()
  @ArrayMaxSize(50)
  @AreRings()
  polygons?: [number, number][][];
}

/** Only what the officer says in the place of the message. */
class MessageCorrection {
  @IsOptional() @Matches(KEY) identifier?: string;
  @IsOptional() @Matches(KEY) sender?: string;
  @IsOptional() @IsInstant() sent?: string;
  @IsOptional() @IsIn(STATUSES.filter((status) => status !== 'Draft')) status?: string;
  @IsOptional() @IsIn(MESSAGE_TYPES) msgType?: string;
  @IsOptional() @IsIn(SCOPES) scope?: string;
  @IsOptional() @IsInstant() expires?: string;
  @ApiProperty({ type: () => [NamedMessage], required: false, maxItems: 100 })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => NamedMessage)
  references?: NamedMessage[];
  @IsOptional() @IsObject() @ValidateNested() @Type(() => CorrectedArea) area?: CorrectedArea;
}

class Releasing {
  /** Why, for example who was asked. */
  @IsString() @Length(2, 1000) reason!: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => MessageCorrection) correction?: MessageCorrection;
}

class Rejecting {
  /** Why. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('alerting')
@Controller('api/alerting/messages')
@Roles('duty-officer', 'duty-leader')
export class DecideMessageController {
  constructor(private readonly decideMessage: DecideMessage) {}

  @Post(':id/release')
  @HttpCode(200)
  @AcceptsBody({ limit: 1024 * 1024 })
  @Summary({
    en: 'Release a held message: it acts like an accepted one',
    'zh-CN': '放行待人工的报文：此后与已接收的报文同样生效',
  })
  release(
    @Param() { id: messageId }: MessagePath,
    @Body() { reason, correction = {} }: Releasing,
    @CurrentAccount() by: Account,
  ): Promise<DecidedMessage> {
    return this.decideMessage.execute({ messageId, decision: 'released', reason, correction: { ...correction } }, by);
  }

  @Post(':id/reject')
  @HttpCode(200)
  @Summary({
    en: 'Reject a held message, or close a conflict: it has no effect',
    'zh-CN': '拒绝待人工的报文，或关闭冲突：不产生作用',
  })
  reject(
    @Param() { id: messageId }: MessagePath,
    @Body() { reason }: Rejecting,
    @CurrentAccount() by: Account,
  ): Promise<DecidedMessage> {
    return this.decideMessage.execute({ messageId, decision: 'rejected', reason }, by);
  }
}
