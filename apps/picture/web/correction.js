/** What a form asks for each field that a message lacks: a choice, an instant, or words. */
const ASKED = {
  identifier: { identifier: 'text' },
  sender: { sender: 'text' },
  sent: { sent: 'instant' },
  status: { status: ['Actual', 'Exercise', 'Test'] },
  msgType: { msgType: ['Alert', 'Update', 'Cancel'] },
  scope: { scope: ['Public', 'Restricted', 'Private'] },
  references: { references: 'text' },
  expires: { expires: 'instant' },
  area: { areaDescription: 'text', areaCodes: 'text' },
};

/** The inputs of a form for what is needed: `[name, kind]`, where a kind is a list of choices, 'instant' or 'text'. */
export const inputsFor = (needs) => needs.flatMap((need) => Object.entries(ASKED[need] ?? {}));

/** What was typed, as the command takes it; what was left empty is left out. */
export function correctionOf(typed) {
  const { references, areaDescription, areaCodes, ...rest } = Object.fromEntries(
    Object.entries(typed)
      .map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value !== ''),
  );
  for (const name of ['sent', 'expires']) if (rest[name] !== undefined) rest[name] = instantOf(rest[name]);
  if (references !== undefined) rest.references = references.split(/\s+/).map(referenceOf);
  if (areaDescription !== undefined || areaCodes !== undefined) {
    const divisionCodes = areaCodes?.split(/[\s,;，；、]+/) ?? [];
    rest.area = { description: areaDescription ?? divisionCodes.join(' '), divisionCodes };
  }
  return rest;
}

/** The server says what is wrong with a date that is none. */
function instantOf(text) {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

function referenceOf(text) {
  const [sender = '', identifier = '', sent = ''] = text.split(',');
  return { sender, identifier, sent: instantOf(sent) };
}
