import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListQuery, Lists, Roles, Summary, type ListRequest, type Page } from '@libs/http';
import { FeedListQuery, FEEDS, type FeedItem } from './feed-list.query';

@ApiTags('alerting')
@Controller('api/alerting/feeds')
@Roles('duty-officer', 'duty-leader', 'commander', 'administrator', 'auditor')
export class FeedListController {
  constructor(private readonly feeds: FeedListQuery) {}

  @Get()
  @Lists(FEEDS)
  @Summary({ en: 'Feeds of warnings, and how each is doing', 'zh-CN': '预警来源及其状态' })
  list(@ListQuery(FEEDS) request: ListRequest): Promise<Page<FeedItem>> {
    return this.feeds.list(request);
  }
}
