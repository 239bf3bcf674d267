import { serverProperties } from './server-properties';

describe('the configuration of the local broker', () => {
  it('listens on this machine only', () => {
    const text = serverProperties({ broker: 9092, controller: 9093, data: '/data' });

    expect(text).toContain('listeners=BROKER://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093\n');
    expect(text).not.toContain('0.0.0.0');
  });

  it('can be read by Java when the folder has a Chinese name or a backslash', () => {
    const text = serverProperties({ broker: 1, controller: 2, data: 'C:\\烽火 数据' });

    expect(text).toContain('log.dirs=C:\\\\\\u70fd\\u706b \\u6570\\u636e\n');
  });
});
