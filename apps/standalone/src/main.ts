import { complain } from './launcher-console';
import { readLauncherConfig } from './launcher.config';

async function main(): Promise<number> {
  // Loaded only now: on an older Node it would fail with a riddle.
  const { launch, reasonOf } = await import('./launcher.js');
  try {
    return await launch(readLauncherConfig());
  } catch (error) {
    complain(reasonOf(error));
    return 1;
  }
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  complain({
    'zh-CN': `需要 Node.js 20.19 或更高版本，当前是 ${process.versions.node}`,
    en: `Node.js 20.19 or newer is needed, this is ${process.versions.node}`,
  });
  process.exit(1);
}
void main().then((code) => process.exit(code));
