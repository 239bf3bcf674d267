// node tools/lockfile/complete.mjs: adds to package-lock.json the packages for other platforms that npm has left out.
// npm does so when the registry in use does not carry them, and then refuses its own lock in `npm ci`.
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const WORDS = {
  os: ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'aix', 'netbsd', 'openbsd', 'sunos'],
  cpu: ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'],
  libc: { gnu: 'glibc', musl: 'musl' },
};

const added = [];
for (const [path, { optionalDependencies = {}, dev, peer }] of Object.entries(lock.packages)) {
  if (path === '') continue;
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const isLocked = [`node_modules/${name}`, `${path}/node_modules/${name}`].some((place) => place in lock.packages);
    if (isLocked || !/^\d/.test(version)) continue;
    const words = name.split('/').at(-1).split(/[-.]/);
    const os = WORDS.os.filter((word) => words.includes(word));
    const cpu = WORDS.cpu.filter((word) => words.includes(word));
    if (os.length + cpu.length === 0) continue;
    const libc = os.includes('linux') ? Object.keys(WORDS.libc).filter((word) => words.includes(word)) : [];
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu.length > 0 ? { cpu } : {}),
      ...(dev ? { dev } : {}),
      ...(libc.length > 0 ? { libc: libc.map((word) => WORDS.libc[word]) } : {}),
      optional: true,
      ...(os.length > 0 ? { os } : {}),
      ...(peer ? { peer } : {}),
    };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length > 0 ? `Added:\n  ${added.join('\n  ')}` : 'The lock is complete.');
