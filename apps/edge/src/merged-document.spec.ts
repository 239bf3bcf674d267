import { merge, type ApiDocument } from './merged-document';

const document = (path: string, schemas: Record<string, unknown>, uses: string): ApiDocument => ({
  openapi: '3.1.0',
  paths: { [path]: { get: { schema: { $ref: `#/components/schemas/${uses}` } } } },
  components: { schemas },
});

describe('one API document for all services', () => {
  it('holds the paths of each, and once what they share', () => {
    const shared = { Problem: { type: 'object' } };

    expect(merge({ alerting: document('/a', shared, 'Problem'), response: document('/b', shared, 'Problem') })).toEqual(
      {
        openapi: '3.1.0',
        paths: {
          '/a': { get: { schema: { $ref: '#/components/schemas/Problem' } } },
          '/b': { get: { schema: { $ref: '#/components/schemas/Problem' } } },
        },
        components: { schemas: shared },
      },
    );
  });

  it('keeps apart what two services call by one name', () => {
    const merged = merge({
      alerting: document('/a', { Item: { title: 'a message' } }, 'Item'),
      response: document(
        '/b',
        { Item: { title: 'an emergency' }, Items: { $ref: '#/components/schemas/Item' } },
        'Item',
      ),
    });

    expect(merged.paths).toEqual({
      '/a': { get: { schema: { $ref: '#/components/schemas/Item' } } },
      '/b': { get: { schema: { $ref: '#/components/schemas/response.Item' } } },
    });
    expect(merged.components?.schemas).toEqual({
      Item: { title: 'a message' },
      'response.Item': { title: 'an emergency' },
      Items: { $ref: '#/components/schemas/response.Item' },
    });
  });

  it('is a document also when nobody answers', () => {
    expect(merge({})).toMatchObject({ openapi: '3.1.0', paths: {} });
  });
});
