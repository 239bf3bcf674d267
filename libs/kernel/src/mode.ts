/**
 * What a message or record is for. `actual` is duty; `exercise` (演练) is a drill on the live system;
 * `test` (测试) is technical. Set at the edge, copied through every event and row, never changed.
 */
export const MODES = ['actual', 'exercise', 'test'] as const;
export type Mode = (typeof MODES)[number];
