import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Summary } from '@libs/http';
import type { FastifyReply } from 'fastify';
import { Outlines } from './outlines';

@ApiTags('picture')
@Controller('api/picture/outlines')
export class OutlinesController {
  constructor(private readonly outlines: Outlines) {}

  @Get()
  @Summary({
    en: 'Outlines of the divisions for the map (GeoJSON, WGS-84); for drawing only',
    'zh-CN': '地图用行政区划轮廓（GeoJSON，WGS-84），仅供绘图',
  })
  read(@Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): void {
    const { text, etag } = this.outlines;
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (known === etag) void reply.code(304).send();
    else void reply.type('application/geo+json; charset=utf-8').send(text);
  }
}
