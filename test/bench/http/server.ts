import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpApplication, NoIdempotencyKey, readHttpConfig } from '@libs/http';
import { TestIssuer } from '@libs/testing';
import { ReportMovements } from '../../../apps/resettlement/src/report-movements/report-movements';
import { ReportMovementsController } from '../../../apps/resettlement/src/report-movements/report-movements.http';

// A server of one route, as a process of its own: `ours` or `bare`. Says where it listens, and with which token it is asked.
const answerTo = (rows: readonly unknown[]) => rows.map((_, row) => ({ row, id: ID }));
const ID = randomUUID();

/** The product's own edge and the product's own route; only behind it nothing is stored. */
async function ours(): Promise<string> {
  // Keys are rows of the database: P7 measures those.
  const route = ReportMovementsController.prototype;
  NoIdempotencyKey()(route, 'report', Object.getOwnPropertyDescriptor(route, 'report')!);
  const execute = ({ rows }: { rows: unknown[] }) => Promise.resolve(answerTo(rows));
  const issuer = await TestIssuer.start();
  const app = await createHttpApplication(
    {
      module: class RouteOfBench {},
      controllers: [ReportMovementsController],
      providers: [{ provide: ReportMovements, useValue: { execute } }],
    },
    { config: readHttpConfig({ HTTP_RATE_ACCOUNT: '100000000/10' }), logger: false, issuer },
  );
  await app.listen(0, '127.0.0.1');
  return `${await app.getUrl()} ${await issuer.token({ roles: ['messenger'] }, { lifetime: 3_600 })}`;
}

/** The least: the body is read and parsed, and the same is answered. */
async function bare(): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { rows } = JSON.parse(Buffer.concat(chunks).toString()) as { rows: unknown[] };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ results: answerTo(rows) }));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port} none`;
}

process.on('message', () => process.send!({ cpu: process.cpuUsage() }));
process.once('SIGTERM', () => process.exit(0));
void (process.argv[2] === 'bare' ? bare() : ours()).then((said) => process.stdout.write(`listening ${said}\n`));
