import { createTopics } from '@libs/messaging';
import { eventually, kafkaAvailable, ownKafkaAvailable, startKafka, type Broker } from '@libs/testing';
import { rainstorm } from '../standalone/rainstorm';
import { StandaloneProcess, type Answer } from '../standalone/standalone-process';

const TRANSPORTS = ['in-process', ...(kafkaAvailable() ? ['kafka'] : [])];

interface Fact {
  id: string;
  code: string;
  mode: string;
  data: Record<string, unknown>;
  /** The warning that it is about. */
  warning?: { id: string };
}

describe.each(TRANSPORTS)('the first warning, events over %s', (transport) => {
  let broker: Broker | undefined;
  let product: StandaloneProcess;
  let emergencyId: string;
  const first = rainstorm();

  beforeAll(async () => {
    let brokers = '';
    if (transport === 'kafka') {
      // Of its own where one can be started: consumer groups have fixed names, and other runs leave events behind.
      if (ownKafkaAvailable()) broker = await startKafka();
      brokers = broker?.brokers ?? process.env.FENGHUO_TEST_KAFKA_BROKERS!;
      await createTopics(brokers.split(','));
    }
    product = await StandaloneProcess.start(brokers);
  });
  afterAll(async () => {
    await product?.stop();
    await broker?.stop();
  });

  const post = (document: string): Promise<Answer> =>
    product.request('POST', '/api/alerting/cap', { as: 'feed', body: document });
  const get = async (path: string) => (await product.request('GET', path, { as: 'duty-officer' })).json;
  const timelineOf = async (id = emergencyId): Promise<Fact[]> =>
    (await get(`/api/picture/emergencies/${id}`)).timeline;
  /** The emergency to which the warning belongs, once the board knows it. */
  const emergencyOf = (warningId: string): Promise<string> =>
    eventually(async () => {
      const [id] = (await get(`/api/picture/warnings/${warningId}`)).emergencyIds as string[];
      return id ?? false;
    });
  /** Waits until the emergency's timeline holds such a fact about the warning. */
  const told = (code: string, warningId: string): Promise<Fact> =>
    eventually(async () => {
      const facts = await timelineOf();
      return facts.find((fact) => fact.code === code && fact.warning?.id === warningId) ?? false;
    });
  const codes = (facts: Fact[]) => facts.map(({ code }) => code);

  it('opens an emergency, which is on the board with its timeline and is told to who watches, with its mode', async () => {
    const console = await product.listen();
    await console.hears(1);

    const answer = await post(first.document);

    expect([answer.status, answer.json]).toMatchObject([202, { verdict: 'accepted', mode: 'actual' }]);
    const { warningId } = answer.json as { warningId: string };
    emergencyId = await emergencyOf(warningId);
    await told('response.warning-attached', warningId);
    expect(codes(await timelineOf()).sort()).toEqual([
      'alerting.warning-issued',
      'response.emergency-opened',
      'response.warning-attached',
    ]);
    expect(await get(`/api/picture/emergencies/${emergencyId}`)).toMatchObject({
      mode: 'actual',
      state: 'open',
      hazard: 'flood',
      divisionCodes: ['621023'],
      warnings: { total: 1, inForce: 1 },
    });
    await eventually(() =>
      expect(console.changes.slice(1)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ data: expect.objectContaining({ id: warningId, mode: 'actual' }) }),
          expect.objectContaining({ data: expect.objectContaining({ id: emergencyId, mode: 'actual' }) }),
        ]),
      ),
    );
    console.leave();
  });

  it('has no second effect when the same bytes come again', async () => {
    const before = await timelineOf();

    expect((await post(first.document)).status).toBe(200);

    // What is posted after it is told after it.
    const { warningId } = (await post(rainstorm().document)).json as { warningId: string };
    await told('response.warning-attached', warningId);
    const known = new Set(before.map(({ id }) => id));
    const news = (await timelineOf()).filter(({ id }) => !known.has(id));
    expect(news.map(({ warning }) => warning?.id)).toEqual([warningId, warningId]);
    expect(codes(news).sort()).toEqual(['alerting.warning-issued', 'response.warning-attached']);
  });

  it('is followed by an Update into the same emergency, and a Cancel raises a question and ends nothing', async () => {
    const update = rainstorm({ msgType: 'Update', references: first.reference, area: '环县', divisions: ['621022'] });
    const updated = (await post(update.document)).json as { warningId: string };
    expect((await told('response.warning-attached', updated.warningId)).data).toMatchObject({ how: 'reference' });

    const cancel = rainstorm({ msgType: 'Cancel', references: update.reference });
    expect((await post(cancel.document)).status).toBe(202);

    expect((await told('response.warning-lapsed', updated.warningId)).data).toMatchObject({ lapse: 'cancelled' });
    expect((await get(`/api/response/emergencies/${emergencyId}`)).state).toBe('open');
    expect(await get(`/api/picture/emergencies/${emergencyId}`)).toMatchObject({
      state: 'open',
      divisionCodes: ['621022', '621023'],
    });
  });

  it('reaches a console that was away as it reached one that stayed', async () => {
    const [stays, leaves] = [await product.listen(), await product.listen()];
    await Promise.all([stays.hears(1), leaves.hears(1)]);
    const since = leaves.lastEventId;
    leaves.leave();

    const { warningId } = (await post(rainstorm().document)).json as { warningId: string };
    await told('response.warning-attached', warningId);
    const comesBack = await product.listen(since);

    // A snapshot serves many: who joins may get an earlier one, and what happened since right after it.
    const placeOf = (id: string | undefined) => Number(id!.split('-')[1]);
    const placesOf = (console: typeof stays) =>
      console.changes.map(({ id }) => placeOf(id)).filter((place) => place > placeOf(since));
    await eventually(() => {
      expect(stays.changes.map(({ data }) => [data.code, data.warning?.id])).toContainEqual([
        'response.warning-attached',
        warningId,
      ]);
      expect(placesOf(comesBack)).toEqual(placesOf(stays));
    });
    expect(placesOf(stays).length).toBeGreaterThan(2);
    expect(comesBack.changes.map(({ event }) => event)).not.toContain('snapshot');
    for (const console of [stays, comesBack]) console.leave();
  });

  it('of an exercise opens an emergency of its own, beside the real one', async () => {
    const { warningId, mode } = (await post(rainstorm({ status: 'Exercise' }).document)).json;
    expect(mode).toBe('exercise');

    const exercise = await emergencyOf(warningId as string);

    expect(exercise).not.toBe(emergencyId);
    await eventually(async () => expect(await timelineOf(exercise)).toHaveLength(3));
    expect((await timelineOf(exercise)).map((fact) => fact.mode)).toEqual(['exercise', 'exercise', 'exercise']);
    expect((await timelineOf()).every((fact) => fact.mode === 'actual')).toBe(true);
  });

  it('is still there after kill -9 of everything, and so is what was acknowledged right before', async () => {
    const before = await timelineOf();
    const last = await post(rainstorm().document);
    expect(last.status).toBe(202);

    await product.killAll();
    await product.startAgain();

    const { warningId } = last.json as { warningId: string };
    expect(await emergencyOf(warningId)).toBe(emergencyId);
    await told('response.warning-attached', warningId);
    const after = await timelineOf();
    const ids = after.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(after.filter(({ warning }) => warning?.id === warningId)).toHaveLength(2);
    expect((await post(first.document)).status).toBe(200);
  });
});
