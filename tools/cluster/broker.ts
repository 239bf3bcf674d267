import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Line } from '../../apps/standalone/src/launcher-console';
import { CannotStart } from '../../apps/standalone/src/launcher-place';
import { startBroker } from '../kafka/broker';
import { whyNotHere } from '../kafka/programs';

/** The Kafka that the services use, kept running. */
export interface ClusterBroker {
  brokers: string;
  /** Of the broker, if we started it. */
  pid(): number | undefined;
  /** Both settle when it has ended; it is started again. */
  kill9(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const AGAIN_AFTER_MS = 200;
const notOurs = (): Promise<void> => Promise.resolve();

/** The user's Kafka, or one of our own in `dataDir`, started again whenever it dies. Throws CannotStart. */
export async function provideBroker(options: {
  brokers: string | undefined;
  dataDir: string;
  onStarted: (pid: number) => void;
  complain: (line: Line) => void;
}): Promise<ClusterBroker> {
  const { brokers, dataDir, onStarted, complain } = options;
  if (brokers) return { brokers, pid: () => undefined, kill9: notOurs, restart: notOurs, stop: notOurs };
  const reason = whyNotHere();
  if (reason)
    throw new CannotStart({
      'zh-CN': `本机无法运行 Kafka（${reason}）：请安装 Java 17 和 Maven，或设置 KAFKA_BROKERS=主机:端口`,
      en: `Kafka cannot run here (${reason}): install Java 17 and Maven, or set KAFKA_BROKERS=host:port`,
    });
  const broker = await startBroker({ dir: join(dataDir, 'kafka'), ownGroup: true, onStarted });
  let isStopping = false;
  const watch = async (): Promise<void> => {
    for (;;) {
      await broker.ended();
      if (isStopping) return;
      complain({ 'zh-CN': 'Kafka 意外退出，正在重启……', en: 'Kafka ended unexpectedly; starting it again…' });
      await pause(AGAIN_AFTER_MS);
      if (isStopping) return;
      await broker.restart().catch((error: Error) => {
        complain({ 'zh-CN': 'Kafka 重启失败', en: error.message });
      });
    }
  };
  const watching = watch();
  return {
    brokers: broker.brokers,
    pid: () => broker.pid(),
    kill9: () => broker.kill9(),
    restart: () => broker.stop(),
    async stop() {
      isStopping = true;
      await broker.stop();
      await watching;
      await broker.stop();
    },
  };
}
