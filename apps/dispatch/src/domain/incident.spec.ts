import { codeOf } from '../../../../test/dispatch/code-of';
import { requireIncidentOf, requireOpenIncident } from './incident';

describe('DISP-02: an incident ends once', () => {
  it('and is open before', () => {
    expect(codeOf(() => requireOpenIncident({ state: 'open' }))).toBe('ok');
    for (const state of ['resolved', 'cancelled'] as const)
      expect(codeOf(() => requireOpenIncident({ state }))).toBe('incident.ended');
  });
});

describe('DISP-03: a mission and its incident belong to the same emergency', () => {
  it.each([
    ['e1', 'open', 'ok'],
    ['e1', 'resolved', 'incident.ended'],
    ['e1', 'cancelled', 'incident.ended'],
    ['e2', 'open', 'incident.other-emergency'],
  ] as const)('an incident of %s that is %s: %s', (emergencyId, state, answer) =>
    expect(codeOf(() => requireIncidentOf('e1', { emergencyId, state }))).toBe(answer),
  );
});
