import { BOARD_READ_MODEL } from '../../apps/picture/src/board/board-read-model';
import { CITY_READ_MODEL } from '../../apps/picture/src/city/city-read-model';

/** All that the picture is made of. */
export const READ_MODELS = [BOARD_READ_MODEL, CITY_READ_MODEL];
