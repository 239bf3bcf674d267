import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { newId } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { startAlertingProcess, type AlertingProcess, type Answer } from '../alerting/alerting-process';
import { capMessage } from '../alerting/cap-message';

let alerting: AlertingProcess;
beforeAll(async () => {
  alerting = await startAlertingProcess();
});
afterAll(() => alerting.stop());

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const body = () => capMessage().slice(XML.length);
const warnings = async () =>
  Number((await alerting.database.query<{ n: string }>('select count(*) as n from alerting.warnings'))[0]?.n);

/** Rejected with a reason in both languages, kept with its bytes, in the audit log, and no warning came of it. */
async function expectRejected(document: string | Buffer, code: string): Promise<void> {
  const before = await warnings();
  const answer: Answer = await alerting.post(document);

  expect(answer.status).toBe(422);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.json).toMatchObject({
    code: 'message.rejected',
    findings: [{ code, text: { 'zh-CN': expect.any(String), en: expect.any(String) } }],
  });
  expect(answer.text).not.toMatch(/node_modules|\.js:\d|passwd|root:/);
  expect(await warnings()).toBe(before);
  const audited = await alerting.database.query('select 1 from alerting.audit_log where subject = $1', [
    answer.json.messageId,
  ]);
  expect(audited).toHaveLength(1);
  const raw = await fetch(`${alerting.url}/api/alerting/messages/${answer.json.messageId}/raw`, {
    headers: { authorization: `Bearer ${await alerting.token('duty-officer')}` },
  });
  expect(Buffer.from(await raw.arrayBuffer()).equals(Buffer.from(document))).toBe(true);
}

describe('B1 truncated and malformed XML', () => {
  it.each([
    ['cut in the middle', () => capMessage().slice(0, 400)],
    ['a tag that is never closed', () => capMessage().replace('</info>', '')],
    ['tags that cross', () => capMessage().replace('</info>\n</alert>', '</alert></info>')],
    ['two roots', () => `${capMessage()}<alert/>`],
    ['an attribute twice', () => capMessage().replace('<info>', '<info a="1" a="2">')],
    ['not XML at all', () => `hello ${newId()}`],
  ])('%s', async (_, document) => {
    await expectRejected(document(), 'xml.malformed');
  });
});

describe('B2 any DOCTYPE', () => {
  it.each([
    ['empty', '<!DOCTYPE alert>'],
    ['with an external subset', '<!DOCTYPE alert SYSTEM "http://127.0.0.1:1/cap.dtd">'],
    ['with an external entity', '<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ['with a parameter entity', '<!DOCTYPE alert [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>'],
  ])('%s', async (_, doctype) => {
    await expectRejected(`${XML}${doctype}${body().replace('暴雨', '&x;')}`, 'xml.doctype');
  });
});

describe('B3 bombs and floods', () => {
  it('a billion laughs', async () => {
    const entities = Array.from(
      { length: 9 },
      (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
    ).join('');
    await expectRejected(
      `${XML}<!DOCTYPE a [<!ENTITY l0 "ha">${entities}]><alert>&l9; ${newId()}</alert>`,
      'xml.doctype',
    );
  });

  it('200,000 levels of nesting', async () => {
    await expectRejected(`${'<a>'.repeat(200_000)}${newId()}`, 'xml.too-deep');
  });

  it('more attributes than fit into the size limit', async () => {
    const attributes = Array.from({ length: 350_000 }, (_, index) => `a${index}=""`).join(' ');
    await expectRejected(`<alert ${attributes}>${newId()}</alert>`, 'xml.too-many-attributes');
  });

  it('10 MB are cut while they stream: 413, nothing stored, in the audit log', async () => {
    expect(await flood()).toBe(413);
    await eventually(async () => {
      const rows = await alerting.database.query(
        "select 1 from alerting.audit_log where action = 'request.refused' and details->>'code' = 'body.too-large'",
      );
      return rows.length > 0;
    });
  });

  it('a gzip bomb is not even tried', async () => {
    const answer = await alerting.post(gzipSync(Buffer.alloc(8 * 1024 * 1024, 0x20)), { 'content-encoding': 'gzip' });
    expect([answer.status, answer.json.code]).toEqual([415, 'content-encoding.unsupported']);
  });

  it('meanwhile others are served', async () => {
    const attack = Promise.all(Array.from({ length: 10 }, () => alerting.post(`${'<a>'.repeat(100_000)}${newId()}`)));
    const answers = await Promise.all(Array.from({ length: 10 }, () => alerting.post(capMessage())));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202));
    await attack;
  });
});

describe('B7 replay', () => {
  it('the same bytes: 200 with the same verdict, and no effect', async () => {
    const document = capMessage();
    const first = await alerting.post(document);
    const events = await alerting.eventCount();
    const again = await alerting.post(document);

    expect([first.status, again.status]).toEqual([202, 200]);
    expect(again.json).toEqual({ ...first.json, deliveries: 2 });
    expect(await alerting.eventCount()).toBe(events);
  });

  it('the same identity with other bytes: 409, kept, and the warning stays as it was', async () => {
    const identifier = newId();
    const first = await alerting.post(capMessage({ identifier }));
    const other = await alerting.post(capMessage({ identifier, headline: '解除' }));

    expect([first.status, other.status]).toEqual([202, 409]);
    const { json } = await alerting.get(`/api/alerting/warnings/${first.json.warningId}`);
    expect(json).toMatchObject({ state: 'in-force', headline: '庆城县气象台发布暴雨红色预警' });
    const kept = await alerting.get(`/api/alerting/messages/${other.json.messageId}`);
    expect(kept.json).toMatchObject({ outcome: 'conflict' });
    expect(await fetch(`${alerting.url}/metrics`).then((answer) => answer.text())).toMatch(
      /fenghuo_alerting_messages_set_aside_total\{outcome="conflict"\} [1-9]/,
    );
  });

  it('captured a year ago: taken in, run out, and never in force', async () => {
    const sent = new Date(Date.now() - 365 * 24 * 3_600_000);
    const answer = await alerting.post(capMessage({ sent }));
    expect(answer.json).toMatchObject({
      verdict: 'accepted-with-warnings',
      findings: [{ code: 'cap.already-expired' }],
    });
    expect((await alerting.get(`/api/alerting/warnings/${answer.json.warningId}`)).json).toMatchObject({
      state: 'expired',
    });
  });
});

describe('a kill -9', () => {
  it('under load loses nothing that was answered with 202, and doubles nothing', async () => {
    const documents = Array.from({ length: 60 }, () => capMessage());
    const posted = documents.map((document) => alerting.post(document).catch(() => undefined));
    await Promise.race(posted);
    await alerting.crash();
    const answered = await Promise.all(posted);

    const again = await Promise.all(documents.map((document) => alerting.post(document)));
    expect(again.every(({ status }) => status === 200 || status === 202)).toBe(true);
    answered.forEach((answer, index) => {
      if (answer) expect(again[index]?.json.warningId).toBe(answer.json.warningId);
    });
    expect(new Set(again.map(({ json }) => json.warningId)).size).toBe(documents.length);
    const ids = again.map(({ json }) => json.warningId);
    await eventually(async () => {
      const [row] = await alerting.database.query<{ n: string }>(
        'select count(*) as n from bus.log where key = any($1)',
        [ids],
      );
      return Number(row?.n) === documents.length;
    });
  });
});

/** Sends a body without an end, as far as the other side lets it, and answers with the status that cuts it. */
async function flood(): Promise<number> {
  const token = await alerting.token('feed');
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(alerting.url);
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/xml',
      'transfer-encoding': 'chunked',
    };
    const request = httpRequest({ hostname, port, path: '/api/alerting/cap', method: 'POST', headers });
    let answered = false;
    let sent = 0;
    const piece = Buffer.alloc(64 * 1024, 0x20);
    const write = (): void => {
      // Never ended by us: an answer can only come because the other side has stopped listening.
      if (answered || sent >= 10 * 1024 * 1024) return;
      sent += piece.length;
      request.write(piece, () => setImmediate(write));
    };
    request.on('response', ({ statusCode = 0 }) => {
      answered = true;
      request.destroy();
      resolve(statusCode);
    });
    request.on('error', (error) => (answered ? undefined : reject(error)));
    write();
  });
}
