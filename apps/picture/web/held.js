import { correctionOf, inputsFor } from './correction.js';
import { h } from './dom.js';
import { current, t } from './language.js';

const addressOf = (id) => `/api/alerting/messages/${encodeURIComponent(id)}`;
/** Longest text that is shown of a message; the whole is behind the link. */
const SHOWN_CHARACTERS = 20_000;

/** Where an officer decides about a message that waits. What it needs is read when it is opened. */
export function decideForm({ id, outcome }) {
  const inputs = h('div', { class: 'inputs' });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const reason = h('textarea', { name: 'reason', rows: 2, minlength: 2, maxlength: 1000, required: true });
  const button = (decision, text) => h('button', { type: 'submit', value: decision, class: decision }, t(text));
  const form = h(
    'form',
    {},
    inputs,
    h('label', {}, t('decideReason'), reason),
    problem,
    h(
      'p',
      { class: 'foot' },
      outcome === 'held' ? button('release', 'release') : '',
      button('reject', outcome === 'held' ? 'reject' : 'closeConflict'),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void decide(id, event.submitter.value, form, problem);
  });
  const details = h('details', { class: 'decide' }, h('summary', { class: 'meta' }, t('decide')), rawView(id), form);
  details.addEventListener('toggle', () => details.open && outcome === 'held' && void askFor(id, inputs), {
    once: true,
  });
  return details;
}

async function askFor(id, inputs) {
  const message = await read(addressOf(id)).then(
    (response) => response.json(),
    () => undefined,
  );
  const asked = inputsFor(message?.needs ?? []);
  if (asked.length === 0) return;
  inputs.replaceChildren(
    h('p', { class: 'meta' }, t('decideNeeds')),
    ...asked.map(([name, kind]) => h('label', {}, t(`field_${name}`), inputOf(name, kind))),
  );
}

function inputOf(name, kind) {
  if (kind === 'instant') return h('input', { name, type: 'datetime-local', step: 1 });
  if (kind === 'text') return h('input', { name, type: 'text', maxlength: 1000 });
  return h(
    'select',
    { name },
    h('option', { value: '' }, t('choose')),
    kind.map((choice) => h('option', { value: choice }, t(`choice_${choice}`))),
  );
}

/** The message as it came, as text that is never run. */
function rawView(id) {
  const text = h('pre', { class: 'raw', tabindex: 0 });
  const details = h('details', {}, h('summary', { class: 'meta' }, t('rawMessage')), text);
  const show = async () => {
    const response = await read(`${addressOf(id)}/raw`);
    text.textContent = (await response.text()).slice(0, SHOWN_CHARACTERS);
  };
  details.addEventListener('toggle', () => details.open && show().catch(() => undefined), { once: true });
  return details;
}

async function decide(id, decision, form, problem) {
  const { reason, ...typed } = Object.fromEntries(new FormData(form));
  const body = decision === 'release' ? { reason, correction: correctionOf(typed) } : { reason };
  form.inert = true;
  problem.textContent = await send(`${addressOf(id)}/${decision}`, body).catch(() => t('decideFailed'));
  form.inert = false;
}

/** What went wrong, in words; nothing when it was done. The stream then shows the message anew. */
async function send(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': current(), 'idempotency-key': newKey() },
    body: JSON.stringify(body),
  });
  if (response.ok) return '';
  const { detail, errors = [] } = await response.json();
  return [detail, ...errors.map((error) => error.detail)].filter(Boolean).join(' ') || t('decideFailed');
}

/** `crypto.randomUUID` is not there on a page without TLS. */
const newKey = () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');

const read = async (url) => {
  const response = await fetch(url, { headers: { 'accept-language': current() } });
  if (!response.ok) throw new Error(String(response.status));
  return response;
};
