import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles, Summary } from '@libs/http';
import { AlarmListQuery, type Alarm } from './alarm-list.query';

@ApiTags('alerting')
@Controller('api/alerting/alarms')
@Roles('duty-officer', 'duty-leader', 'commander', 'administrator', 'auditor')
export class AlarmListController {
  constructor(private readonly alarms: AlarmListQuery) {}

  @Get()
  @Summary({
    en: 'Alarms now: silent feeds, conflicts, failed signatures, certificates that run out',
    'zh-CN': '当前告警：来源失联、标识冲突、签名不成立、证书到期',
  })
  async list(): Promise<{ items: Alarm[] }> {
    return { items: await this.alarms.execute() };
  }
}
