import { newId } from '@libs/kernel';
import { eventually } from '@libs/testing';
import { erased, ledgerImported, machineChanged, teamChanged } from '../../../../test/dispatch/dispatch-events';
import { DispatchInTest } from '../../../../test/dispatch/dispatch-in-test';

let dispatch: DispatchInTest;
beforeAll(async () => (dispatch = await DispatchInTest.start()));
beforeEach(() => dispatch.clear());
afterAll(() => dispatch.stop());

const teams = () =>
  dispatch.database.query(
    'select id, name, division_code, strength, capabilities, withdrawn from dispatch.teams order by code',
  );
const machines = () =>
  dispatch.database.query('select id, kind, division_code, team_id, withdrawn from dispatch.machines order by code');

describe('what the register says', () => {
  it('is kept as far as dispatch needs it, whichever comes first', async () => {
    const team = teamChanged({ capabilities: ['flood-rescue', 'pumping'] });
    const [of, lone] = [machineChanged({ code: 'M-1', teamId: team.teamId }), machineChanged({ code: 'M-2' })];
    await dispatch.handle(of, lone, team);

    expect(await teams()).toEqual([
      {
        id: team.teamId,
        name: '正宁县应急救援一队',
        division_code: '621025',
        strength: 200,
        capabilities: ['flood-rescue', 'pumping'],
        withdrawn: false,
      },
    ]);
    const machine = { kind: 'excavator', division_code: '621025', withdrawn: false };
    expect(await machines()).toEqual([
      { id: of.machineId, team_id: team.teamId, ...machine },
      { id: lone.machineId, team_id: null, ...machine },
    ]);
    expect(await dispatch.events()).toEqual([]);
  });

  it('takes the place of what it said before, also when both arrive together', async () => {
    const { teamId, ...first } = teamChanged({ strength: 10 });
    const { machineId, ...machine } = machineChanged({ kind: 'pump' });
    await dispatch.handle(first, machine);
    await dispatch.handle(
      teamChanged({ teamId, strength: 20 }),
      teamChanged({ teamId, strength: 30, withdrawn: true }),
      machineChanged({ machineId, kind: 'loader' }),
    );

    expect(await teams()).toMatchObject([{ id: teamId, strength: 30, withdrawn: true }]);
    expect(await machines()).toMatchObject([{ id: machineId, kind: 'loader' }]);
  });

  it('that is delivered a second time, after something newer, has no second effect', async () => {
    const { teamId, ...old } = teamChanged({ strength: 10 });
    await dispatch.handle(old);
    await dispatch.handle(teamChanged({ teamId, strength: 20 }));

    await dispatch.handle(old, old);

    expect(await teams()).toMatchObject([{ strength: 20 }]);
  });

  it('is forgotten when it is erased, alone or together with what was said before', async () => {
    const [kept, gone, together] = [teamChanged(), teamChanged(), teamChanged()];
    const machine = machineChanged();
    await dispatch.handle(kept, gone, machine);
    await dispatch.handle(erased(gone), erased(machine), together, erased(together));

    expect(await teams()).toMatchObject([{ id: kept.teamId }]);
    expect(await machines()).toEqual([]);
  });

  it('is kept, 2,000 records at once', async () => {
    const events = Array.from({ length: 1000 }, () => [teamChanged(), machineChanged({ teamId: newId() })]).flat();
    await dispatch.handle(...events);

    expect([(await teams()).length, (await machines()).length]).toEqual([1000, 1000]);
  });
});

describe('what a ledger holds', () => {
  it('is known of teams and machines, newest, and of no other', async () => {
    await dispatch.handle(ledgerImported('teams', 3), ledgerImported('households', 8718));
    await dispatch.handle(ledgerImported('teams', 4), ledgerImported('machines', 2));

    expect(await dispatch.database.query('select ledger, total from dispatch.ledgers order by ledger')).toEqual([
      { ledger: 'machines', total: 2 },
      { ledger: 'teams', total: 4 },
    ]);
  });
});

it('a record that cannot be written waits, and holds up no other', async () => {
  await dispatch.database.query('alter table dispatch.teams rename to teams_away');
  const [team, machine] = [teamChanged(), machineChanged()];
  try {
    await dispatch.arrive(team, machine);
    await eventually(async () => (await dispatch.parked()) === 1);
    await eventually(async () => (await machines()).length === 1);
  } finally {
    await dispatch.database.query('alter table dispatch.teams_away rename to teams');
  }
  await dispatch.handle();

  expect(await teams()).toMatchObject([{ id: team.teamId }]);
  expect(await machines()).toMatchObject([{ id: machine.machineId }]);
});
