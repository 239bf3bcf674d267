import { Body, Controller, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Roles, Summary } from '@libs/http';
import { FEED_SECRET } from '../alerting.config';
import { ConfigureFeed, SIGNATURE_POLICIES, type FeedCredential, type SignaturePolicy } from './configure-feed';

class FeedPath {
  @IsUUID() id!: string;
}

class Credential {
  @IsIn(['bearer', 'basic', 'header']) kind!: 'bearer' | 'basic' | 'header';
  /** Name of the environment variable that holds the secret: ALERTING_FEED_SECRET_… (for basic: `user:password`). */
  @Matches(FEED_SECRET) secret!: string;
  /** Name of the header, where the kind is `header`. */
  @ValidateIf(({ kind }: Credential) => kind === 'header')
  @Matches(/^[A-Za-z][A-Za-z0-9-]{0,60}$/)
  header?: string;
}

const ADDRESS = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };

/** How a feed is asked; what is left out has its usual value. */
class FeedHandling {
  /** How often it is asked, or expected to be heard of; 60 when absent. */
  @IsOptional() @IsInt() @Min(5) @Max(86_400) intervalSeconds?: number;
  /** After how many intervals of silence the alarm is raised; 5 when absent. */
  @IsOptional() @IsInt() @Min(2) @Max(1000) alarmAfterIntervals?: number;
  /** `checked` when absent: a signature that is there is checked, and none is asked for. */
  @IsOptional() @IsIn(SIGNATURE_POLICIES) signaturePolicy?: SignaturePolicy;
  @IsOptional() @IsBoolean() enabled?: boolean;
  /** Null takes it away. */
  @IsOptional() @IsObject() @ValidateNested() @Type(() => Credential) credential?: Credential | null;
}

class NewFeed extends FeedHandling {
  @IsString() @Length(1, 200) name!: string;
  /** Address of a feed that is polled: Atom, RSS, JSON, or a single alert. */
  @IsOptional() @IsUrl(ADDRESS) @Length(1, 2000) url?: string;
  /** Account that hands messages in, of a feed that is pushed. */
  @IsOptional() @IsUUID() accountId?: string;
}

class ChangedFeed extends FeedHandling {
  @IsOptional() @IsString() @Length(1, 200) name?: string;
  @IsOptional() @IsUrl(ADDRESS) @Length(1, 2000) url?: string;
  /** Why. */
  @IsString() @Length(2, 1000) reason!: string;
}

@ApiTags('alerting')
@Controller('api/alerting/feeds')
@Roles('administrator')
export class ConfigureFeedController {
  constructor(private readonly configureFeed: ConfigureFeed) {}

  @Post()
  @Summary({ en: 'Add a feed that is polled, or an account that pushes', 'zh-CN': '登记一个轮询或推送的预警来源' })
  add(@Body() feed: NewFeed): Promise<{ id: string }> {
    const { url, accountId, name, intervalSeconds = 60, alarmAfterIntervals = 5, signaturePolicy = 'checked' } = feed;
    const { enabled = true, credential = null } = feed;
    const kind = accountId === undefined ? 'polled' : 'pushed';
    const handling = { intervalSeconds, alarmAfterIntervals, signaturePolicy, enabled };
    return this.configureFeed.add(
      { name, kind, url: url ?? null, ...handling, credential: credential as FeedCredential | null },
      accountId,
    );
  }

  @Patch(':id')
  @Summary({ en: 'Change a feed, or switch it off', 'zh-CN': '修改或停用预警来源' })
  change(@Param() { id }: FeedPath, @Body() { reason, ...change }: ChangedFeed): Promise<{ id: string }> {
    return this.configureFeed.change(id, { ...change } as Parameters<ConfigureFeed['change']>[1], reason);
  }
}
