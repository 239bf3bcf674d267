import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiOperation } from '@nestjs/swagger';
import type { LocalText } from '@libs/kernel';

/** Says in the API document, in both languages, what an operation does. */
export const Summary = (text: LocalText) => ApiOperation({ summary: `${text.en} · ${text['zh-CN']}` });

/** Marks an operation both for the guards at run time and for the API document (where `api-document` reads it again). */
export const mark = (name: string, value: unknown) =>
  applyDecorators(SetMetadata(`fenghuo:${name}`, value), ApiExtension(`x-fenghuo-${name}`, value));
