import { readPictureConfig } from '../../apps/picture/src/picture.config';
import { SERVICES } from '../../tools/cluster/services';
import { bytes, code, largestBody, unless } from './deployment-code';

interface Location {
  match: string;
  body: string;
}

/** @param text of nginx.conf. */
export function edgeFaults(text: string): string[] {
  const locations = [...text.matchAll(/^ *location (?:= )?(\S+) *\{([^]*?)\}/gm)].map(([, match, body]): Location => ({
    match: match!,
    body: body!,
  }));
  const at = (match: string): string => locations.find((location) => location.match === match)?.body ?? '';
  const goesTo = (match: string): string | undefined =>
    /set \$service (\w+);\s*proxy_pass http:\/\/\$service:3000;/.exec(at(match))?.[1];
  const limitOf = (match: string): string => limitIn(at(match)) ?? limitIn(text.slice(0, text.indexOf('location')))!;
  return [
    ...SERVICES.flatMap((name) => [
      ...unless(goesTo(`/api/${name}/`) === name, `the edge does not pass /api/${name}/ on to ${name}`),
      ...unless(
        bytes(limitOf(`/api/${name}/`)) === largestBody(name),
        `the edge's limit for ${name} is not ${largestBody(name)} bytes`,
      ),
    ]),
    ...locations
      .map(({ match }) => match)
      .filter((match) => /^\/api\/\w+\/$/.test(match) && !SERVICES.some((name) => match === `/api/${name}/`))
      .map((match) => `the edge knows ${match}`),
    ...unless(goesTo('/') === 'picture', 'the edge has no page'),
    ...unless(
      goesTo('/api/picture/stream') === 'picture' && /proxy_buffering off/.test(at('/api/picture/stream')),
      'the stream is held back',
    ),
    ...unless('/api/picture/stream' in code.openApi.paths, 'there is no stream'),
    ...unless(
      Number(/proxy_read_timeout (\d+)s/.exec(text)?.[1]) * 1000 > 2 * readPictureConfig({}).streamPingMs,
      'the edge ends a quiet stream',
    ),
    ...unless(/return 404/.test(at('/metrics')) && /return 404/.test(at('/health/')), 'the edge shows the metrics'),
    ...unless(text.includes('proxy_set_header X-Forwarded-For $remote_addr;'), 'a client can say who it is'),
  ];
}

const limitIn = (text: string): string | undefined => /client_max_body_size (\w+);/.exec(text)?.[1];
