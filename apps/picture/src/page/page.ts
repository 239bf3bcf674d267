import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { Injectable } from '@nestjs/common';

/** A file of the page, ready to be sent. */
export interface PageFile {
  type: string;
  etag: string;
  bytes: Buffer;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page's files, read once at the start: nothing outside the folder can ever be asked for. */
@Injectable()
export class Page {
  private readonly files = new Map<string, PageFile>();

  constructor() {
    const folder = webFolder();
    for (const name of readdirSync(folder)) {
      const type = TYPES[extname(name)];
      if (type !== undefined) this.files.set(name, fileOf(join(folder, name), type));
    }
  }

  /** Undefined when the page has no such file. */
  file(name: string): PageFile | undefined {
    return this.files.get(name);
  }
}

function fileOf(path: string, type: string): PageFile {
  const bytes = readFileSync(path);
  return { type, bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
}

/** `apps/picture/web`, from the sources and from the build alike: the page is served as it was written. */
function webFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const web = join(folder, 'apps/picture/web');
    if (existsSync(join(web, 'index.html'))) return web;
  }
  throw new Error('The folder apps/picture/web with the page is missing.');
}
