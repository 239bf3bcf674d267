const { default: Sequencer } = require('@jest/test-sequencer');

const NEEDS_THE_WHOLE_MACHINE = /cluster\.e2e-spec\.ts$/;

/**
 * The long tiers come first, the story that needs the whole machine (`whole-machine.ts`) before all others, then a story
 * and a delivery test in turns: a long test that is left for the end, or two stories at once, take longer than either.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const bySize = super.sort(tests).sort((a, b) => isWhole(b) - isWhole(a));
    const of = (tier) => bySize.filter(({ context }) => context.config.displayName?.name === tier);
    const [stories, deliveries] = [of('story'), of('delivery')];
    const long = new Set(stories.flatMap((story, i) => [story, deliveries[i]].filter(Boolean)));
    return [...new Set([...long, ...deliveries, ...bySize])];
  }
};

const isWhole = ({ path }) => Number(NEEDS_THE_WHOLE_MACHINE.test(path));
