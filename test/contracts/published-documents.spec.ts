import { join } from 'node:path';
import { eventCatalogue, topicCatalogue } from '@libs/events';
import { topicSettings } from '@libs/messaging';
import { sourceFiles } from '../../tools/build-docs/source-files';
import {
  againstAsyncApi,
  againstOpenApi,
  asyncApiDocument,
  danglingRefs,
  MessageJudge,
  openApiDocument,
  type JsonDocument,
} from './published-documents';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

describe('docs/asyncapi.yaml', () => {
  const document = asyncApiDocument();
  const judge = new MessageJudge(document);
  const headersOf = (type: string) => ({
    ce_specversion: '1.0',
    ce_id: '01a20e0e-0259-7271-a35e-494fcedb316f',
    ce_type: type,
    ce_source: `/fenghuo/${type.split('.')[0]}`,
    ce_subject: 'a key',
    ce_time: '2026-07-01T00:00:00.000Z',
    ce_mode: 'actual',
    'content-type': 'application/json',
  });

  it('is AsyncAPI 3, by the schema of its authors, and every reference in it leads somewhere', () => {
    expect(againstAsyncApi(document)).toEqual([]);
    expect(danglingRefs(document)).toEqual([]);
  });

  it('names every topic with its partitions and how long its messages are kept', () => {
    const channels = Object.values(document.channels as JsonDocument);

    expect(channels.map(({ address }) => address).sort()).toEqual(topicCatalogue.map(({ name }) => name).sort());
    for (const topic of topicCatalogue) {
      const { kafka } = document.channels[topic.name].bindings;
      expect(kafka).toMatchObject({ topic: topic.name, partitions: topic.partitions });
      for (const [name, value] of Object.entries(topicSettings(topic)))
        expect([kafka.topicConfiguration[name]].flat().map(String)).toEqual([value]);
    }
  });

  it('says who publishes each topic and which groups read it', () => {
    const operations = Object.values(document.operations as JsonDocument);
    const about = (action: string, topic: string) =>
      operations.filter(({ action: is, channel }) => is === action && channel.$ref === `#/channels/${topic}`);

    for (const { name } of topicCatalogue) expect(about('send', name)).toHaveLength(1);
    expect(about('receive', 'alerting.warning').map(({ bindings }) => bindings.kafka.groupId.const)).toEqual([
      'picture.board.v1',
      'response',
    ]);
  });

  it.each(eventCatalogue.map((event) => [event.type, event] as const))('accepts the examples of %s', (type, event) => {
    for (const example of event.examples) expect(judge.judge(type, headersOf(type), example)).toEqual([]);
  });

  it('refuses a message without a field, of another producer, or without a mode', () => {
    const [event] = eventCatalogue;
    const [field] = Object.keys(event!.examples[0] as object);
    const { type } = event!;
    const { [field!]: _, ...incomplete } = event!.examples[0] as JsonDocument;
    const headers = headersOf(type);

    expect(judge.judge(type, headers, incomplete)).toEqual([expect.stringContaining(`'${field}'`)]);
    expect(judge.judge(type, { ...headers, ce_source: '/fenghuo/stranger' }, event!.examples[0])).not.toEqual([]);
    expect(judge.judge(type, { ...headers, ce_mode: 'rehearsal' }, event!.examples[0])).not.toEqual([]);
    expect(judge.judge('tombstone', headers, null)).toEqual([]);
    expect(judge.judge('tombstone', headers, {})).not.toEqual([]);
  });

  it('would be found out by this check if it were not AsyncAPI, or pointed nowhere', () => {
    expect(againstAsyncApi({ ...document, channels: { 'a.b': { adress: 'a.b' } } })).not.toEqual([]);
    expect(danglingRefs({ a: { $ref: '#/b/c' }, b: {} })).toEqual(['#/b/c']);
  });
});

describe('docs/openapi.json', () => {
  const document = openApiDocument();
  const operations = Object.entries(document.paths as Record<string, JsonDocument>).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) => ({ path, method, ...(item[method] as JsonDocument) })),
  ) as (JsonDocument & { path: string; method: string })[];

  it('is OpenAPI 3.1, by the schema of its authors, and every reference in it leads somewhere', () => {
    expect(againstOpenApi(document)).toEqual([]);
    expect(danglingRefs(document)).toEqual([]);
  });

  it('has the routes of every service', () => {
    const services = new Set(operations.map(({ path }) => /^\/api\/([^/]+)\//.exec(path)?.[1]).filter(Boolean));

    expect([...services].sort()).toEqual(['alerting', 'dispatch', 'picture', 'registry', 'resettlement', 'response']);
  });

  it('names each operation once, and describes each part of a path that changes', () => {
    const ids = operations.map(({ operationId }) => operationId as string);

    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    for (const { path, parameters = [] } of operations) {
      const inPath = (parameters as JsonDocument[]).filter((parameter) => parameter.in === 'path');
      const named = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
      expect([path, inPath.map(({ name }) => name as string).sort()]).toEqual([path, named.sort()]);
    }
  });

  it('describes no two bodies under one name', () => {
    const files = sourceFiles(join(__dirname, '../..'), ['apps', 'libs']).filter(
      ({ path }) => !path.endsWith('spec.ts'),
    );
    const classes = files.flatMap(({ text }) =>
      [...text.matchAll(/^(?:export )?class (\w+)/gm)].map(([, name]) => name!),
    );

    for (const name of Object.keys(document.components.schemas as JsonDocument))
      expect([name, classes.filter((one) => one === name).length]).toEqual([name, name === 'Problem' ? 0 : 1]);
  });

  it('would be found out by this check if it were not OpenAPI', () => {
    expect(againstOpenApi({ ...document, paths: { 'no-slash': { get: { respones: {} } } } })).not.toEqual([]);
  });
});
