import { parseArgs } from 'node:util';
import type { Line } from '../../apps/standalone/src/launcher-console';
import { SERVICES, type ServiceName } from './services';

export interface ClusterArguments {
  replicas: Partial<Record<ServiceName, number>>;
  /** Whether the demonstration city is left out. */
  isEmpty: boolean;
  /** TCP port of the base URL; undefined leaves it to PORT. */
  port?: number;
}

/** The command line cannot be used, and `text` says why. */
export class UnusableArguments extends Error {
  readonly text: Line;

  constructor(why: Line) {
    super(why.en);
    const usage = 'npm run cluster [-- --replicas picture=2,all=2] [--port 3000] [--empty]';
    this.text = { 'zh-CN': why['zh-CN'], en: `${why.en}. ${usage}` };
  }
}

/** More would only take turns on the cores of one machine. */
const MOST_REPLICAS = 16;

/** Reads the words after `npm run cluster --`. @throws UnusableArguments */
export function readArguments(words: string[]): ClusterArguments {
  const values = valuesOf(words);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536))
    throw new UnusableArguments({
      'zh-CN': `--port ${values.port} 不是端口号`,
      en: `--port ${values.port} is no port`,
    });
  return {
    replicas: replicasIn(values.replicas ?? ''),
    isEmpty: values.empty ?? false,
    ...(port === undefined ? {} : { port }),
  };
}

function valuesOf(words: string[]) {
  try {
    return parseArgs({
      args: words,
      options: { replicas: { type: 'string' }, port: { type: 'string' }, empty: { type: 'boolean' } },
    }).values;
  } catch (error) {
    const { message } = error as Error;
    throw new UnusableArguments({ 'zh-CN': `命令行参数有误（${message.split('.')[0]}）`, en: message.split('.')[0]! });
  }
}

/** `all=2,picture=3`: what is said of one service wins over what is said of all. */
function replicasIn(text: string): Partial<Record<ServiceName, number>> {
  const said = new Map<string, number>();
  for (const part of text.split(',').filter(Boolean)) {
    const [, name = '', count = ''] = /^([a-z]+)=(\d{1,3})$/.exec(part) ?? [];
    const isKnown = name === 'all' || (SERVICES as readonly string[]).includes(name);
    if (!isKnown || Number(count) < 1 || Number(count) > MOST_REPLICAS)
      throw new UnusableArguments({
        'zh-CN': `--replicas ${part} 无法理解：服务=1–${MOST_REPLICAS}，服务为 all、${SERVICES.join('、')}`,
        en: `--replicas ${part} is not understood: service=1–${MOST_REPLICAS}, of all, ${SERVICES.join(', ')}`,
      });
    said.set(name, Number(count));
  }
  const all = said.get('all');
  return Object.fromEntries(SERVICES.flatMap((name) => [[name, said.get(name) ?? all] as const].filter(([, n]) => n)));
}
