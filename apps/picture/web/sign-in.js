import { speak, t, toggle } from './language.js';

const at = (id) => document.getElementById(id);

/** Where to go afterwards: a place of this page only, never another site. */
function next() {
  const asked = new URLSearchParams(location.search).get('next') ?? '/';
  return /^\/(?![/\\])/.test(asked) ? asked : '/';
}

async function signIn() {
  const body = JSON.stringify({ username: at('username').value, password: at('password').value });
  const headers = { 'content-type': 'application/json', 'accept-language': document.documentElement.lang };
  try {
    const response = await fetch('/api/registry/session', { method: 'POST', headers, body });
    if (response.ok) return location.replace(next());
    const problem = response.status === 401 ? {} : await response.json().catch(() => ({}));
    return problem.detail ?? problem.title ?? t('signInFailed');
  } catch {
    return t('signInUnreachable');
  }
}

speak();
toggle(at('language'), () => undefined);
at('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  at('submit').disabled = true;
  at('problem').textContent = (await signIn()) ?? '';
  at('submit').disabled = false;
});
