import { eventually } from '@libs/testing';
import { startRegistry, type RegistryInTest } from '../../../../../test/registry/registry-in-test';

let registry: RegistryInTest;
beforeAll(async () => {
  registry = await startRegistry();
});
afterAll(() => registry.stop());

describe('tokens', () => {
  it('of one process are believed by another on the same database, also after it rotated the key', async () => {
    const neighbour = await registry.neighbour();
    try {
      expect((await neighbour.get('/api/registry/session', await registry.token('commander'))).statusCode).toBe(200);

      const administrator = await registry.token('administrator');
      await registry.send('POST', '/api/registry/signing-keys', { token: administrator, body: { reason: 'drill' } });
      const token = await registry.token('commander');

      await eventually(async () => expect((await neighbour.get('/api/registry/session', token)).statusCode).toBe(200));
    } finally {
      await neighbour.stop();
    }
  });

  it('of a session that another process ended are refused soon after', async () => {
    const neighbour = await registry.neighbour();
    try {
      const token = await registry.token('feed');
      expect((await neighbour.get('/api/registry/session', token)).statusCode).toBe(200);

      await registry.send('DELETE', '/api/registry/session', { token });

      await eventually(async () => expect((await neighbour.get('/api/registry/session', token)).statusCode).toBe(401));
    } finally {
      await neighbour.stop();
    }
  });
});
