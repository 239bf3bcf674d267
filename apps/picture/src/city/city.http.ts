import { Controller, Get, Headers, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HttpProblem, ListQuery, Lists, Roles, Summary, type ListRequest, type Page } from '@libs/http';
import type { FastifyReply } from 'fastify';
import { WATCHERS } from '../watchers';
import { CityReader, SHELTERS, ZONES } from './city-reader.query';

@ApiTags('picture')
@Roles(...WATCHERS)
@Controller('api/picture')
export class CityController {
  constructor(private readonly city: CityReader) {}

  @Get('city')
  @Summary({ en: 'Ledgers in figures, by county and together', 'zh-CN': '台账数字（分县区与合计）' })
  figures(): Promise<unknown> {
    return this.city.city();
  }

  @Get('layers')
  @Summary({ en: 'All zones and shelters for the map, compact', 'zh-CN': '地图用全部危险区与避险点（紧凑格式）' })
  async layers(@Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const { data, etag } = await this.city.layers();
    void reply.header('cache-control', 'no-cache').header('etag', etag);
    if (known === etag) void reply.code(304).send();
    else void reply.type('application/json; charset=utf-8').send(data);
  }

  @Get('zones')
  @Lists(ZONES)
  @Summary({ en: 'Danger zones and points', 'zh-CN': '危险区与涉险点位' })
  zones(@ListQuery(ZONES) request: ListRequest): Promise<Page<unknown>> {
    return this.city.zones(request);
  }

  @Get('zones/:id')
  @Summary({ en: 'One danger zone or point', 'zh-CN': '单个危险区或点位' })
  async zone(@Param('id', ParseUUIDPipe) id: string): Promise<unknown> {
    return (await this.city.zone(id)) ?? notFound();
  }

  @Get('shelters')
  @Lists(SHELTERS)
  @Summary({ en: 'Shelters with their occupancy per mode', 'zh-CN': '避险点及其入住人数（分模式）' })
  shelters(@ListQuery(SHELTERS) request: ListRequest): Promise<Page<unknown>> {
    return this.city.shelters(request);
  }

  @Get('shelters/:id')
  @Summary({ en: 'One shelter', 'zh-CN': '单个避险点' })
  async shelter(@Param('id', ParseUUIDPipe) id: string): Promise<unknown> {
    return (await this.city.shelter(id)) ?? notFound();
  }
}

function notFound(): never {
  throw new HttpProblem('resource.not-found');
}
