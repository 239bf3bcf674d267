import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { loadDivisionOutlines } from '@libs/geo';
import { PICTURE_CONFIG, type PictureConfig } from '../picture.config';

/** Outlines of the divisions for the map, read once at the start: a wrong file is seen there and not by an operator. */
@Injectable()
export class Outlines {
  /** GeoJSON, WGS-84. */
  readonly text: string;
  /** ETag of the text. */
  readonly etag: string;

  constructor(@Inject(PICTURE_CONFIG) config: PictureConfig) {
    this.text = JSON.stringify(loadDivisionOutlines(config.outlinesFile));
    this.etag = `"${createHash('sha256').update(this.text).digest('base64url').slice(0, 22)}"`;
  }
}
