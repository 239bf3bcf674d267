import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port';
import { kafkaJars, sources } from './programs';
import { serverProperties } from './server-properties';

/** A single-node Apache Kafka on 127.0.0.1. */
export interface Broker {
  /** `127.0.0.1:PORT`, what `KAFKA_BROKERS` wants. */
  brokers: string;
  /** Of the Java process, while it runs. */
  pid(): number | undefined;
  /** As a power cut would end it. */
  kill9(): Promise<void>;
  /** Starts it again after it has ended, with the same port and data. */
  restart(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Settles when the process has ended, for whatever reason. */
  ended(): Promise<void>;
}

export interface BrokerOptions {
  /** Made and formatted when it is new. */
  dir: string;
  /** A free one by default. */
  port?: number;
  /** A process group of its own: a Ctrl-C then does not end it before those who use it have finished. */
  ownGroup?: boolean;
  /** Called with the pid of each process that is started, before it answers. */
  onStarted?: (pid: number) => void;
}

/** A start on a busy machine takes ten seconds; what takes longer than this hangs. */
const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 20_000;

/**
 * Starts a broker.
 * @throws when Kafka cannot be fetched or does not start; the message ends with what it said last.
 */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { dir, port } = options;
  const folder = resolve(dir);
  mkdirSync(folder, { recursive: true });
  const ports = { broker: port ?? (await freePort()), controller: await freePort() };
  const properties = join(folder, 'server.properties');
  writeFileSync(properties, serverProperties({ ...ports, data: join(folder, 'data') }));
  const jars = await kafkaJars();
  if (!existsSync(join(folder, 'data', 'meta.properties'))) await format(jars, properties);

  let running = await start(jars, folder, ports.broker, options);
  const end = async (signal: NodeJS.Signals) => {
    running.child.kill(signal);
    const late = setTimeout(() => running.child.kill('SIGKILL'), STOP_LIMIT_MS);
    await running.ended;
    clearTimeout(late);
  };
  return {
    brokers: `127.0.0.1:${ports.broker}`,
    pid: () => running.child.pid,
    kill9: () => end('SIGKILL'),
    async restart() {
      await running.ended;
      running = await start(jars, folder, ports.broker, options);
    },
    stop: () => end('SIGTERM'),
    ended: () => running.ended,
  };
}

async function format(jars: string, properties: string): Promise<void> {
  // A cluster's id may not begin with a dash, which StorageTool would take for an option.
  const id = `f${randomBytes(16).toString('base64url').slice(1, 22)}`;
  const tool = ['-cp', join(jars, '*'), 'kafka.tools.StorageTool', 'format', '-t', id, '-c', properties];
  await promisify(execFile)('java', [...inUtf8, '-XX:TieredStopAtLevel=1', ...tool], { env: environment() });
}

async function start(
  jars: string,
  folder: string,
  port: number,
  { ownGroup = false, onStarted }: BrokerOptions,
): Promise<{ child: ChildProcess; ended: Promise<void> }> {
  const logFile = join(folder, 'broker.log');
  const log = openSync(logFile, 'a');
  const options = ['-Xmx512m', '-XX:+UseSerialGC', `-Dlog4j2.configurationFile=${join(sources, 'log4j2.yaml')}`];
  const child = spawn(
    'java',
    [...inUtf8, ...options, '-cp', join(jars, '*'), 'kafka.Kafka', join(folder, 'server.properties')],
    {
      stdio: ['ignore', log, log],
      env: environment(),
      detached: ownGroup && process.platform !== 'win32',
    },
  );
  closeSync(log);
  if (child.pid) onStarted?.(child.pid);
  let hasEnded = false;
  const ended = new Promise<void>((done) => {
    const finish = () => {
      hasEnded = true;
      done();
    };
    child.once('exit', finish);
    child.once('error', finish);
  });
  const deadline = performance.now() + START_LIMIT_MS;
  while (!(await answers(port))) {
    if (hasEnded || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`Kafka did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
    }
    await pause(50);
  }
  return { child, ended };
}

// Java takes the names of files in the encoding of the locale, and a checkout may lie in a folder with a Chinese name.
const inUtf8 = ['-Dfile.encoding=UTF-8', '-Dsun.jnu.encoding=UTF-8'];
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: 'C.UTF-8' });

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    const say = (answer: boolean) => {
      socket.destroy();
      done(answer);
    };
    socket.once('connect', () => say(true));
    socket.once('error', () => say(false));
  });
}
