import { Module } from '@nestjs/common';
import { MessagingModule } from '@libs/messaging';
import { PersistenceModule } from '@libs/persistence';
import { Board } from './board/board';
import { BoardConsumer } from './board/board.consumer';
import { BoardController } from './board/board.http';
import { BoardProjection } from './board/board.projection';
import { BoardReader } from './board/board-reader.query';
import { LiveStream } from './board/live-stream/live-stream';
import { LiveStreamController } from './board/live-stream/live-stream.http';
import { StreamQuery } from './board/live-stream/stream.query';
import { StreamTrimming } from './board/trim-stream';
import { TrimStreamJob } from './board/trim-stream.job';
import { City } from './city/city';
import { CityConsumer } from './city/city.consumer';
import { CityController } from './city/city.http';
import { CityProjection } from './city/city.projection';
import { CityReader } from './city/city-reader.query';
import { Outlines } from './outlines/outlines';
import { OutlinesController } from './outlines/outlines.http';
import { Page } from './page/page';
import { PageController } from './page/page.http';
import { PICTURE_CONFIG, readPictureConfig } from './picture.config';

/** The common operating picture: read models built from events alone, the live stream, and the page. */
@Module({
  imports: [PersistenceModule.forService('picture'), MessagingModule.forService('picture')],
  controllers: [
    BoardConsumer,
    BoardController,
    CityConsumer,
    CityController,
    LiveStreamController,
    OutlinesController,
    PageController,
  ],
  providers: [
    { provide: PICTURE_CONFIG, useFactory: () => readPictureConfig() },
    Board,
    BoardProjection,
    BoardReader,
    City,
    CityProjection,
    CityReader,
    LiveStream,
    StreamQuery,
    StreamTrimming,
    TrimStreamJob,
    Outlines,
    Page,
  ],
})
export class PictureModule {}
