import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chartFaults } from './deployment-chart';
import { code, unless } from './deployment-code';
import { composeFaults } from './deployment-compose';
import { edgeFaults } from './deployment-edge';
import { projectRoot } from './sample-tree';

/** The files by which others run the product: texts by path from the project's folder. */
export type DeploymentFiles = Record<string, string>;

interface Manifest {
  engines: { node: string };
  workspaces: string[];
}

const CHART = 'docker/helm/fenghuo';

export function deploymentFiles(): DeploymentFiles {
  const chart = readdirSync(join(projectRoot, CHART, 'templates')).map((name) => `${CHART}/templates/${name}`);
  const paths = ['docker/Dockerfile', 'docker/compose.yaml', 'docker/nginx.conf', `${CHART}/values.yaml`, ...chart];
  return Object.fromEntries(
    ['package.json', ...paths].map((path) => [path, readFileSync(join(projectRoot, path), 'utf8')]),
  );
}

/** Where the files say something else than the code, or too little; one sentence each, empty when they fit. */
export function deploymentFaults(files: DeploymentFiles): string[] {
  const port = portOf(files['docker/Dockerfile']!);
  const inChart = Object.entries(files).filter(([path]) => path.startsWith(CHART));
  return [
    ...dockerfileFaults(files['docker/Dockerfile']!, JSON.parse(files['package.json']!) as Manifest),
    ...composeFaults(files['docker/compose.yaml']!, port),
    ...edgeFaults(files['docker/nginx.conf']!),
    ...chartFaults(Object.fromEntries(inChart.map(([path, text]) => [path.slice(CHART.length + 1), text])), port),
  ];
}

function dockerfileFaults(text: string, { engines, workspaces }: Manifest): string[] {
  const stages = [...text.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image!);
  const final = text.slice(text.lastIndexOf('\nFROM '));
  const least = /\d+/.exec(engines.node)![0];
  return [
    ...unless(
      new Set(stages).size === 1 && Number(/^node:(\d+)/.exec(stages[0]!)?.[1]) >= Number(least),
      'images differ, or Node is too old',
    ),
    ...workspaces
      .filter((folder) => text.split(`COPY ${folder}/package.json ${folder}/\n`).length !== text.split('npm ci').length)
      .map((folder) => `npm ci does not find ${folder}`),
    ...unless(/^USER node$/m.test(final), 'the image runs as root'),
    ...unless(/npm ci --omit=dev --omit=optional/.test(text), 'the image has packages of development'),
    ...unless(/^HEALTHCHECK[^]*?"node"[^]*?\/health\/ready/m.test(final), 'the image does not look after its health'),
    ...unless(
      final.includes(`HTTP_PORT=${portOf(text)}`) && /NODE_ENV=production/.test(final),
      'the image is not of production',
    ),
    ...['/health/ready'].filter((path) => !(path in code.openApi.paths)).map((path) => `nobody serves ${path}`),
    ...['dist', 'rules', 'apps/picture/web']
      .filter((what) => !final.includes(` ${what}\n`))
      .map((what) => `the image lacks ${what}`),
  ];
}

const portOf = (dockerfile: string): number => Number(/^EXPOSE (\d+)$/m.exec(dockerfile)?.[1]);
