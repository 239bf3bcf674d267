import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AcceptsBody, CurrentAccount, HttpProblem, requireDivision, Roles, Summary, type Account } from '@libs/http';
import { ImportLedger, LEDGERS, type ImportView, type Ledger, type OnBadRow } from './import-ledger';

const LARGEST = 32 * 1024 * 1024;

class LedgerPath {
  @IsIn(LEDGERS) ledger!: Ledger;
}

class ImportPath {
  @IsUUID() id!: string;
}

class HowToImport {
  /** Whether the good rows of a file with bad ones are kept, or the whole file is refused. */
  @IsOptional() @IsIn(['keep-good', 'refuse-file']) onBadRow?: OnBadRow;
}

@ApiTags('registry')
@Controller('api/registry')
export class ImportLedgerController {
  constructor(private readonly importLedger: ImportLedger) {}

  @Post('ledgers/:ledger/imports')
  @HttpCode(202)
  @Roles('registry-clerk', 'administrator')
  @AcceptsBody({ types: ['text/csv'], limit: LARGEST })
  @Summary({
    en: 'Import a ledger (CSV in UTF-8 or GB18030); answers at once, the import tells how far it is',
    'zh-CN': '导入台账（CSV，UTF-8 或 GB18030）；立即应答，进度在导入记录中查看',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async import(
    @Param() { ledger }: LedgerPath,
    @Query() { onBadRow = 'refuse-file' }: HowToImport,
    @Body() content: unknown,
    @CurrentAccount() by: Account,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ importId: string }> {
    if (!Buffer.isBuffer(content)) throw new HttpProblem('body.required');
    const [, charset] = /charset="?([\w-]+)/i.exec(request.headers['content-type'] ?? '') ?? [];
    const answer = await this.importLedger.execute({ ledger, content, charset, onBadRow }, by);
    reply.header('location', `/api/registry/imports/${answer.importId}`);
    return answer;
  }

  @Get('imports/:id')
  @Roles('registry-clerk', 'administrator')
  @Summary({ en: 'How far an import is, and which rows were not kept', 'zh-CN': '导入进度及未保留的行' })
  async progress(
    @Param() { id }: ImportPath,
    @CurrentAccount() by: Account,
  ): Promise<Omit<ImportView, 'importedByDivision'>> {
    const { importedByDivision, ...view } = await this.importLedger.progressOf(id);
    requireDivision(by, importedByDivision);
    return view;
  }
}
